using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Summit;

/// <summary>A certificate authority of the test's own, and what it signs, as PEM files.</summary>
internal sealed class TestAuthority : IDisposable
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-tls-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public TestAuthority(string name = "Test authority")
    {
        Name = "CN=" + name;
        var request = new CertificateRequest(Name, _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        AuthorityFile = Write("ca.crt", _authority.ExportCertificatePem());
    }

    /// <summary>Name that its certificates have as their issuer.</summary>
    public string Name { get; }

    public string AuthorityFile { get; }

    /// <summary>Signs a certificate for a server.</summary>
    /// <param name="name">DNS name, or null for 127.0.0.1.</param>
    /// <param name="expired">Whether its time is over.</param>
    public (string CertificateFile, string KeyFile) Sign(string? name = null, bool expired = false) => Sign(name, expired, ServerUsage);

    /// <summary>Signs a certificate that a caller shows.</summary>
    public (string CertificateFile, string KeyFile) SignClient(bool expired = false) => Sign("caller", expired, ClientUsage);

    public void Dispose()
    {
        _authority.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private (string CertificateFile, string KeyFile) Sign(string? name, bool expired, string usage)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name ?? "127.0.0.1"}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var until = DateTimeOffset.UtcNow.AddDays(expired ? -0.5 : 10);
        using var signed = request.Create(_authority, _authority.NotBefore.ToUniversalTime(), until, RandomNumberGenerator.GetBytes(16));
        var file = Guid.NewGuid().ToString("N");
        return (Write(file + ".crt", signed.ExportCertificatePem()), Write(file + ".key", key.ExportPkcs8PrivateKeyPem()));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
