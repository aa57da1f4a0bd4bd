using Grpc.Core;

namespace Summit.Client;

/// <summary>Names of the client's telemetry, for the application that listens to it.</summary>
public static class SummitTelemetry
{
    /// <summary>Meter of outgoing calls.</summary>
    public const string ClientName = "Summit.Client";

    /// <summary>
    /// Bounds of the histograms of call durations, in seconds: three in each tenfold step where calls mostly are. Clients, services and the gateway
    /// have the same, so that their histograms can be laid over one another.
    /// </summary>
    internal static IReadOnlyList<double> CallBuckets { get; } = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

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
