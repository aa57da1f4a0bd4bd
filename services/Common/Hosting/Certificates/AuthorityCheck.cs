using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Summit.Hosting.Certificates;

/// <summary>Whether a certificate comes from given authorities, is valid now, and may be used for what it is shown for.</summary>
internal static class AuthorityCheck
{
    /// <summary>Key usage of a server's certificate.</summary>
    public const string Server = "1.3.6.1.5.5.7.3.1";

    /// <summary>Key usage of a caller's certificate.</summary>
    public const string Client = "1.3.6.1.5.5.7.3.2";

    /// <summary>Says why the certificate is not trusted; null when it is.</summary>
    /// <param name="shown">The certificate.</param>
    /// <param name="sent">Chain as TLS built it from what the other side sent.</param>
    /// <param name="authorities">Whom to trust.</param>
    /// <param name="usage">What it is shown for.</param>
    public static string? Fault(X509Certificate shown, X509Chain? sent, X509Certificate2Collection authorities, string usage)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid(usage));
        if (sent is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(sent.ChainElements.Select(e => e.Certificate).ToArray());
        }

        using var certificate = new X509Certificate2(shown);
        return own.Build(certificate) ? null : string.Join(", ", own.ChainStatus.Select(s => s.Status).Distinct());
    }
}
