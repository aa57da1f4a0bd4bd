using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Summit.Hosting.Options;

namespace Summit.Hosting.Clients;

/// <summary>
/// Whom this host's own calls trust over TLS: the machine's authorities and those of
/// <c>Summit:Tls:CertificateAuthorityFile</c>. The file is read at start.
/// </summary>
public sealed class TrustedAuthorities
{
    private readonly X509Certificate2Collection _own = [];

    /// <summary>Reads the file, if one is set.</summary>
    /// <exception cref="HostStartException">It holds no certificates.</exception>
    public TrustedAuthorities(SummitOptions options)
    {
        if (options.Tls.CertificateAuthorityFile is not { } file)
        {
            return;
        }

        try
        {
            _own.ImportFromPemFile(file);
        }
        catch (CryptographicException e)
        {
            throw new HostStartException([$"Summit:Tls:CertificateAuthorityFile \"{file}\" cannot be read: {e.Message}"]);
        }

        if (_own.Count == 0)
        {
            throw new HostStartException([$"Summit:Tls:CertificateAuthorityFile \"{file}\" holds no certificate in PEM form"]);
        }
    }

    /// <summary>Checks the certificate of a server; a <see cref="RemoteCertificateValidationCallback"/>.</summary>
    /// <exception cref="AuthenticationException">The certificate is not trusted; the message says why.</exception>
    public bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            throw new AuthenticationException("it shows no certificate");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            throw new AuthenticationException($"its certificate ({certificate.Subject}) is for another name");
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_own);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1")); // Server authentication.
        if (chain is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainElements.Select(e => e.Certificate).ToArray());
        }

        using var shown = new X509Certificate2(certificate);
        return own.Build(shown)
            ? true
            : throw new AuthenticationException(
                $"its certificate ({certificate.Subject}) is not trusted: {string.Join(", ", own.ChainStatus.Select(s => s.Status))}; see Summit:Tls:CertificateAuthorityFile");
    }
}
