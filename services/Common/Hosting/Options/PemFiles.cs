using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Summit.Hosting.Options;

/// <summary>Reads certificates in PEM form. The rules of the settings and the handshakes read the same way.</summary>
internal static class PemFiles
{
    /// <summary>Reads a certificate with its chain and key, as a handshake shows them.</summary>
    /// <param name="certificate">The certificate, and behind it those that lead to the authority.</param>
    /// <param name="key">The private key of the first.</param>
    /// <exception cref="CryptographicException">One of them cannot be read, or the key is another certificate's.</exception>
    public static SslStreamCertificateContext Pair(string certificate, string key)
    {
        try
        {
            var leaf = X509Certificate2.CreateFromPem(certificate, key);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(certificate);
            chain.RemoveAt(0);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
        catch (ArgumentException e)
        {
            throw new CryptographicException("the key is not that of the certificate", e);
        }
    }

    /// <summary>Reads authorities.</summary>
    /// <exception cref="CryptographicException">There is none.</exception>
    public static X509Certificate2Collection Authorities(string text)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPem(text);
        return found.Count > 0 ? found : throw new CryptographicException("it holds no certificate in PEM form");
    }

    /// <summary>What is wrong with the content of files; null when nothing is.</summary>
    public static string? Fault(Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
