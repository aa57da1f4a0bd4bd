using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Summit.Hosting.Options;

namespace Summit.Hosting.Certificates;

/// <summary>
/// TLS of this host's own calls: it trusts the machine's authorities and those of <c>Summit:Tls:CertificateAuthorityFile</c>, and
/// shows services the certificate of <c>Summit:Tls:ClientCertificateFile</c>.
/// </summary>
public sealed class OutgoingTls
{
    private readonly RereadFiles<X509Certificate2Collection>? _authorities;
    private readonly RereadFiles<SslStreamCertificateContext>? _own;

    /// <summary>Reads the files with the first handshake.</summary>
    public OutgoingTls(SummitOptions options, ILogger<OutgoingTls> log)
    {
        var tls = options.Tls;
        _authorities = tls.CertificateAuthorityFile is { } file ? new(texts => PemFiles.Authorities(texts[0]), log, file) : null;
        _own = tls.ClientCertificateFile is { } certificate ? new(texts => PemFiles.Pair(texts[0], texts[1]), log, certificate, tls.ClientKeyFile!) : null;
    }

    /// <summary>Settings of connections to services.</summary>
    public SslClientAuthenticationOptions ForServices()
    {
        var ssl = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Check };
        if (_own is { } own)
        {
            // Asked at each handshake; a certificate in the options would be that of the start for ever.
            ssl.LocalCertificateSelectionCallback = (_, _, _, _, _) => own.Value.TargetCertificate;
        }

        return ssl;
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

        return AuthorityCheck.Fault(certificate, chain, _authorities?.Value ?? [], AuthorityCheck.Server) is not { } fault
            ? true
            : throw new AuthenticationException($"its certificate ({certificate.Subject}) is not trusted: {fault}; see Summit:Tls:CertificateAuthorityFile");
    }
}
