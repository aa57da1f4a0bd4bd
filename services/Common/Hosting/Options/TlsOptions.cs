namespace Summit.Hosting.Options;

/// <summary>Certificate of the gRPC port; section <c>Summit:Tls</c>.</summary>
public sealed class TlsOptions
{
    /// <summary>PEM file with the certificate and its chain. Default: none, HTTP/2 in clear.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>PEM file with the private key. Needed with CertificateFile.</summary>
    public string? KeyFile { get; set; }

    internal IEnumerable<string> Errors()
    {
        if ((CertificateFile is null) != (KeyFile is null))
        {
            yield return "Summit:Tls:CertificateFile and Summit:Tls:KeyFile are needed together";
        }

        foreach (var (name, file) in new[] { ("CertificateFile", CertificateFile), ("KeyFile", KeyFile) })
        {
            if (file is not null && !File.Exists(file))
            {
                yield return $"Summit:Tls:{name} \"{file}\" does not exist";
            }
        }
    }
}
