namespace Summit.Hosting.Options;

/// <summary>Certificate of the gRPC port, and whom this host trusts; section <c>Summit:Tls</c>.</summary>
public sealed class TlsOptions
{
    /// <summary>PEM file with the certificate and its chain. Default: none, HTTP/2 in clear.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with the private key. Needed with CertificateFile.</summary>
    public string? KeyFile { get; set; }

    /// <summary>PEM file with authorities that calls to services and Redis trust beside the machine's own. Default: none.</summary>
    public string? CertificateAuthorityFile { get; set; }

    internal IEnumerable<string> Errors()
    {
        if ((CertificateFile is null) != (KeyFile is null))
        {
            yield return "Summit:Tls:CertificateFile and Summit:Tls:KeyFile are needed together";
        }

        foreach (var (name, file) in new[] { ("CertificateFile", CertificateFile), ("KeyFile", KeyFile), ("CertificateAuthorityFile", CertificateAuthorityFile) })
        {
            if (Allowed.Existing("Summit:Tls:" + name, file) is { } error)
            {
                yield return error;
            }
        }
    }
}
