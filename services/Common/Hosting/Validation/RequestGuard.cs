using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Summit.Client;
using Summit.Hosting.Management;

namespace Summit.Hosting.Validation;

/// <summary>
/// Refuses a request by its headers before anything else looks at it. Kestrel answers headers above its limits by closing the
/// connection, which ends the other calls on it too. So Kestrel's limits are set far higher, and this limit refuses one call.
/// </summary>
internal sealed class RequestGuard(HostPorts ports) : IStartupFilter, IConfigureOptions<KestrelServerOptions>
{
    // Above these the peer is not a mistaken client, and its connection ends.
    private const int ConnectionHeaders = 10_000;
    private const int ConnectionHeaderBytes = 512 * 1024;
    private const string GrpcWeb = "application/grpc-web";

    public void Configure(KestrelServerOptions options)
    {
        options.Limits.MaxRequestHeaderCount = ConnectionHeaders;
        options.Limits.MaxRequestHeadersTotalSize = ConnectionHeaderBytes;
        options.Limits.Http2.MaxRequestHeaderFieldSize = ConnectionHeaderBytes;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(rest => http => Refuses(http) ? Task.CompletedTask : rest(http));
        next(app);
    };

    private bool Refuses(HttpContext http)
    {
        if (ports.IsWeb(http))
        {
            return false; // That port has several protocols, and refuses in the one that the caller speaks.
        }

        if (HeaderLimits.Check(http.Request.Headers) is { } refusal)
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = $"{refusal.Code}";
            http.Response.Headers["grpc-message"] = refusal.Message;
            http.Response.Headers[SummitMetadata.StatusDetails] = Convert.ToBase64String(refusal.ToByteArray());
            return true;
        }

        // gRPC-Web has a port of its own; on the gRPC port its frames would be read as those of gRPC.
        if (HttpProtocol.IsHttp2(http.Request.Protocol) && http.Request.ContentType?.StartsWith(GrpcWeb, StringComparison.OrdinalIgnoreCase) == true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return true;
        }

        return false;
    }
}
