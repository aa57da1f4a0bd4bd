using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Summit.Hosting.Options;

namespace Summit.Hosting.Certificates;

/// <summary>TLS of this host's ports: its certificate, and on the gRPC port whom it lets in.</summary>
internal sealed partial class IncomingTls
{
    private readonly RereadFiles<SslStreamCertificateContext>? _own;
    private readonly RereadFiles<X509Certificate2Collection>? _clients;
    private readonly ILogger _log;

    public IncomingTls(SummitOptions options, ILogger<IncomingTls> log)
    {
        var tls = options.Tls;
        _log = log;
        _own = tls.CertificateFile is { } certificate ? new(texts => PemFiles.Pair(texts[0], texts[1]), log, certificate, tls.KeyFile!) : null;
        _clients = tls.ClientAuthorityFile is { } file ? new(texts => PemFiles.Authorities(texts[0]), log, file) : null;
    }

    /// <summary>Puts TLS on a port, where there is a certificate.</summary>
    /// <param name="listen">The port.</param>
    /// <param name="services">Whether services call it, which show certificates, and not browsers.</param>
    public void Use(ListenOptions listen, bool services)
    {
        if (_own is { } own)
        {
            var clients = services ? _clients : null;
            listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(Settings(own.Value, clients)) });
        }
    }

    private SslServerAuthenticationOptions Settings(SslStreamCertificateContext own, RereadFiles<X509Certificate2Collection>? clients)
    {
        var settings = new SslServerAuthenticationOptions { ServerCertificateContext = own };
        if (clients is not null)
        {
            settings.ClientCertificateRequired = true;
            // A resumed session would carry on what an authority that is gone let in.
            settings.AllowTlsResume = false;
            settings.RemoteCertificateValidationCallback = (_, shown, chain, _) => MayEnter(shown, chain, clients.Value);
        }

        return settings;
    }

    private bool MayEnter(X509Certificate? shown, X509Chain? chain, X509Certificate2Collection authorities)
    {
        var fault = shown is null ? "it shows none" : AuthorityCheck.Fault(shown, chain, authorities, AuthorityCheck.Client);
        if (fault is not null)
        {
            Log.Refused(_log, shown?.Subject, fault);
        }

        return fault is null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 32, EventName = "tls.refused", Level = LogLevel.Warning, Message = "A caller was refused by its certificate {Subject}: {Reason}")]
        public static partial void Refused(ILogger logger, string? subject, string reason);
    }
}
