using Grpc.Core;

namespace Summit.Client;

/// <summary>Names of the client's telemetry, for the application that listens to it.</summary>
public static class SummitTelemetry
{
    /// <summary>Meter of outgoing calls.</summary>
    public const string ClientName = "Summit.Client";

    internal const string RpcSystem = "rpc.system.name";
    internal const string Grpc = "grpc";
    internal const string RpcMethod = "rpc.method";
    internal const string RpcStatus = "rpc.response.status_code";

    /// <summary>Name of a status code as gRPC writes it, for example <c>INVALID_ARGUMENT</c>.</summary>
    public static string NameOf(StatusCode code) => code switch
    {
        StatusCode.OK => "OK",
        StatusCode.Cancelled => "CANCELLED",
        StatusCode.Unknown => "UNKNOWN",
        StatusCode.InvalidArgument => "INVALID_ARGUMENT",
        StatusCode.DeadlineExceeded => "DEADLINE_EXCEEDED",
        StatusCode.NotFound => "NOT_FOUND",
        StatusCode.AlreadyExists => "ALREADY_EXISTS",
        StatusCode.PermissionDenied => "PERMISSION_DENIED",
        StatusCode.ResourceExhausted => "RESOURCE_EXHAUSTED",
        StatusCode.FailedPrecondition => "FAILED_PRECONDITION",
        StatusCode.Aborted => "ABORTED",
        StatusCode.OutOfRange => "OUT_OF_RANGE",
        StatusCode.Unimplemented => "UNIMPLEMENTED",
        StatusCode.Internal => "INTERNAL",
        StatusCode.Unavailable => "UNAVAILABLE",
        StatusCode.DataLoss => "DATA_LOSS",
        StatusCode.Unauthenticated => "UNAUTHENTICATED",
        _ => "UNKNOWN",
    };
}
