using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Summit.Api.V1;
using Summit.Client;
using Summit.Hosting.Errors;

namespace Summit.Hosting.Validation;

/// <summary>
/// Refuses a request by its headers before anything else looks at it. Kestrel answers headers above its limits by closing the
/// connection, which ends the other calls on it too. So Kestrel's limits are set far higher, and this limit refuses one call.
/// </summary>
internal sealed class RequestGuard : IStartupFilter, IConfigureOptions<KestrelServerOptions>
{
    /// <summary>Most headers that a call may send.</summary>
    public const int MaxHeaders = 100;

    /// <summary>Most bytes of all names and values of the headers of a call.</summary>
    public const int MaxHeaderBytes = 32 * 1024;

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

    private static bool Refuses(HttpContext http)
    {
        var (count, bytes) = (0, 0L);
        foreach (var (name, values) in http.Request.Headers)
        {
            foreach (var value in values)
            {
                count++;
                bytes += name.Length + (value?.Length ?? 0);
            }
        }

        if (count > MaxHeaders || bytes > MaxHeaderBytes)
        {
            Refuse(http.Response, $"The call has {count} headers of {bytes} bytes; allowed are {MaxHeaders} headers of {MaxHeaderBytes} bytes together.");
            return true;
        }

        // gRPC-Web has ports of its own; on the gRPC port its frames would be read as those of gRPC.
        if (HttpProtocol.IsHttp2(http.Request.Protocol) && http.Request.ContentType?.StartsWith(GrpcWeb, StringComparison.OrdinalIgnoreCase) == true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return true;
        }

        return false;
    }

    private static void Refuse(HttpResponse response, string message)
    {
        var facts = new Dictionary<string, string> { ["max_headers"] = $"{MaxHeaders}", ["max_header_bytes"] = $"{MaxHeaderBytes}" };
        var status = StatusDetails.Create(StatusCode.ResourceExhausted, ErrorReason.ComputationTooLarge, message, facts);
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = $"{status.Code}";
        response.Headers["grpc-message"] = message;
        response.Headers[SummitMetadata.StatusDetails] = Convert.ToBase64String(status.ToByteArray());
    }
}
