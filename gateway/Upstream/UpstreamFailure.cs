using System.Net.Sockets;
using Grpc.Core;
using Summit.Gateway.Edge;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Upstream;

/// <summary>What a failed exchange with a service means to the caller.</summary>
internal static class UpstreamFailure
{
    // HTTP/2 error codes (RFC 9113, section 7) that have a gRPC status of their own.
    private const long Cancel = 0x8;
    private const long EnhanceYourCalm = 0xb;

    /// <summary>Whether no byte of the request reached a service, so that another replica may be asked.</summary>
    public static bool NeverSent(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError } => true,
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => true,
        // The connect timeout comes as a cancellation that the caller did not ask for.
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    /// <summary>The error for a failure that is neither the caller's hanging up nor its deadline.</summary>
    public static RpcStatus ToError(Exception exception, string service)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is CallEndedException ended)
            {
                return ended.Status; // What the caller sent, or asked to be sent, is at fault.
            }

            if (inner is HttpProtocolException { ErrorCode: Cancel })
            {
                return GatewayErrors.Cancelled(service);
            }

            if (inner is HttpProtocolException { ErrorCode: EnhanceYourCalm })
            {
                return GatewayErrors.ServiceBusy(service);
            }
        }

        return GatewayErrors.ServiceUnavailable(service, WhatOf(exception));
    }

    private static string WhatOf(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"cannot be reached over TLS: {exception.GetBaseException().Message}",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "has no address that is known",
        HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => "refuses connections",
        OperationCanceledException { InnerException: TimeoutException } => "took no connection within the connect timeout",
        _ => NeverSent(exception) ? "cannot be reached" : "ended the connection",
    };

    /// <summary>The error for an HTTP answer that is not gRPC, by the mapping of the gRPC specification.</summary>
    public static RpcStatus FromHttpStatus(int status, string service) => status switch
    {
        429 or 502 or 503 or 504 => GatewayErrors.ServiceUnavailable(service, $"answered HTTP {status}"),
        401 => GatewayErrors.BadAnswer(StatusCode.Unauthenticated, service, $"answered HTTP {status}"),
        403 => GatewayErrors.BadAnswer(StatusCode.PermissionDenied, service, $"answered HTTP {status}"),
        404 => GatewayErrors.BadAnswer(StatusCode.Unimplemented, service, $"answered HTTP {status}"),
        _ => GatewayErrors.BadAnswer(StatusCode.Internal, service, $"answered HTTP {status}"),
    };
}
