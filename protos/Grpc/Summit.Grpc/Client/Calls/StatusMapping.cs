using System.Net;
using System.Net.Sockets;
using Grpc.Core;

namespace Grpc.Net.Client.Calls;

/// <summary>What HTTP and its failures mean in gRPC codes.</summary>
internal static class StatusMapping
{
    public static StatusCode FromHttp(HttpStatusCode code) => (int)code switch
    {
        400 or 431 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    public static Status FromException(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is HttpProtocolException protocol)
            {
                return new Status(FromHttp2(protocol.ErrorCode), $"The HTTP/2 stream or connection was reset: {protocol.Message}", exception);
            }
        }

        var code = IsConnectionFailure(exception) ? StatusCode.Unavailable : StatusCode.Internal;
        return new Status(code, $"Error starting gRPC call. {Describe(exception)}", exception);
    }

    /// <summary>Whether the request cannot have reached a server.</summary>
    public static bool NeverSent(Exception exception)
    {
        if (exception is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
            })
        {
            return true;
        }

        return exception.InnerException is HttpProtocolException { ErrorCode: RefusedStream };
    }

    private const long RefusedStream = 0x7;

    private static StatusCode FromHttp2(long code) => code switch
    {
        RefusedStream => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xb => StatusCode.ResourceExhausted,
        0xc => StatusCode.PermissionDenied,
        0x5 or 0xd => StatusCode.Unknown,
        _ => StatusCode.Internal,
    };

    private static bool IsConnectionFailure(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException!)
        {
            if (inner is SocketException or IOException || NeverSent(inner))
            {
                return true;
            }
        }

        return false;
    }

    private static string Describe(Exception exception) => exception.InnerException is { } inner
        ? $"{exception.GetType().Name}: {exception.Message} {Describe(inner)}"
        : $"{exception.GetType().Name}: {exception.Message}";
}
