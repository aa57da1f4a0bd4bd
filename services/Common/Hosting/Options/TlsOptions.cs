namespace Summit.Hosting.Options;

/// <summary>
/// Certificates of this host and whom it trusts; section <c>Summit:Tls</c>. All files are PEM. They are read again at each
/// handshake, so that renewed ones count from the next connection on.
/// </summary>
public sealed class TlsOptions
{
    /// <summary>Certificate of the gRPC port and its chain. Default: none, HTTP/2 in clear.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its private key. Needed with CertificateFile.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// Authorities of those who may connect to the gRPC port: whoever shows no certificate of theirs is refused. The chain of a
    /// caller's certificate is looked for in this file too. Default: none, no certificate is asked for.
    /// </summary>
    public string? ClientAuthorityFile { get; set; }

    /// <summary>Authorities that calls to services and Redis trust beside the machine's own. Default: none.</summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>Certificate that calls to services show. Default: none.</summary>
    public string? ClientCertificateFile { get; set; }

    /// <summary>Its private key. Needed with ClientCertificateFile.</summary>
    public string? ClientKeyFile { get; set; }

    /// <summary>Whether <c>dns:///</c> and <c>static:///</c> addresses of services are called with TLS. Default: false.</summary>
    public bool ToServices { get; set; }

    internal IEnumerable<string> Errors()
    {
        if (ClientAuthorityFile is not null && CertificateFile is null)
        {
            yield return "Summit:Tls:ClientAuthorityFile needs Summit:Tls:CertificateFile: callers show certificates over TLS only";
        }

        foreach (var fault in new[]
        {
            PairFault("CertificateFile", CertificateFile, "KeyFile", KeyFile),
            PairFault("ClientCertificateFile", ClientCertificateFile, "ClientKeyFile", ClientKeyFile),
            AuthorityFault("CertificateAuthorityFile", CertificateAuthorityFile),
            AuthorityFault("ClientAuthorityFile", ClientAuthorityFile),
        })
        {
            foreach (var error in fault)
            {
                yield return error;
            }
        }
    }

    private static IEnumerable<string> PairFault(string certificateName, string? certificate, string keyName, string? key)
    {
        var (certificateKey, keyKey) = ("Summit:Tls:" + certificateName, "Summit:Tls:" + keyName);
        if ((certificate is null) != (key is null))
        {
            yield return $"{certificateKey} and {keyKey} are needed together";
        }

        string[] missing = [.. new[] { Allowed.Existing(certificateKey, certificate), Allowed.Existing(keyKey, key) }.OfType<string>()];
        foreach (var error in missing)
        {
            yield return error;
        }

        if (missing.Length == 0 && certificate is not null && key is not null
            && PemFiles.Fault(() => PemFiles.Pair(File.ReadAllText(certificate), File.ReadAllText(key))) is { } fault)
        {
            yield return $"{certificateKey} \"{certificate}\" and {keyKey} \"{key}\" are not a certificate and its key: {fault}";
        }
    }

    private static IEnumerable<string> AuthorityFault(string name, string? file)
    {
        if (Allowed.Existing("Summit:Tls:" + name, file) is { } missing)
        {
            yield return missing;
        }
        else if (file is not null && PemFiles.Fault(() => PemFiles.Authorities(File.ReadAllText(file))) is { } fault)
        {
            yield return $"Summit:Tls:{name} \"{file}\" cannot be used: {fault}";
        }
    }
}
