using System.Diagnostics;
using Grpc.Core;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Policy;

namespace Summit.Hosting.Telemetry;

/// <summary>
/// What telemetry says of a call, in the words of the OpenTelemetry conventions for gRPC. The services and the gateway say the
/// same; <c>deploy/observability/registry.yaml</c> lists all of it.
/// </summary>
public static class CallTelemetry
{
    /// <summary>Attribute: the RPC system, always <see cref="Grpc"/>.</summary>
    public const string System = "rpc.system.name";

    /// <summary>Value of <see cref="System"/>.</summary>
    public const string Grpc = "grpc";

    /// <summary>Attribute: the method, <c>package.Service/Method</c>.</summary>
    public const string Method = "rpc.method";

    /// <summary>Attribute: the name of the status code.</summary>
    public const string Status = "rpc.response.status_code";

    /// <summary>Attribute: the status code where it is a fault of the server; absent otherwise.</summary>
    public const string ErrorType = "error.type";

    /// <summary>Attribute: the class of the method, see <see cref="ClassOf"/>.</summary>
    public const string Class = "summit.method.class";

    /// <summary>Attribute: how the gateway served the answer.</summary>
    public const string Cache = "summit.cache";

    /// <summary>Attribute: the revisions that the answer rests on.</summary>
    public const string Revision = "summit.revision";

    // Health and reflection; a method that no contract has counts with them.
    private const string Standard = "grpc.";
    private const string Health = "grpc.health.v1.Health";

    // A method whose contract grants more time than this computes.
    private static readonly TimeSpan ShortCall = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether a status is a fault of the server, as the conventions say. A caller's mistake, NOT_FOUND and a caller who goes away
    /// are none.
    /// </summary>
    public static bool IsServerFault(StatusCode code) =>
        code is StatusCode.Unknown or StatusCode.DeadlineExceeded or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unavailable or StatusCode.DataLoss;

    /// <summary>
    /// The class of a method, for objectives and limits: <c>watch</c> (open until somebody ends it), <c>stream</c>, <c>compute</c>
    /// (the contract grants more than 10 s), <c>write</c>, <c>read</c>; <c>system</c> for health and reflection.
    /// </summary>
    public static string ClassOf(RpcMethod method) => method switch
    {
        _ when method.Package.StartsWith(Standard, StringComparison.Ordinal) => "system",
        _ when IsWatch(method) => "watch",
        { Type: not MethodType.Unary } => "stream",
        _ when method.DefaultDeadline > ShortCall => "compute",
        { SideEffects: true } => "write",
        _ => "read",
    };

    /// <summary>Whether a call stays open until somebody ends it, so that its duration says nothing about speed.</summary>
    public static bool IsWatch(RpcMethod method) => method.DefaultDeadline == Timeout.InfiniteTimeSpan || (method.Type != MethodType.Unary && method.Package.StartsWith(Standard, StringComparison.Ordinal));

    /// <summary>Whether programs ask this every second or two to see who is there: counted, but neither traced nor logged.</summary>
    public static bool IsProbe(RpcMethod method) => method.Service == Health || method.Descriptor.InputType == ProbeRevisionRequest.Descriptor;

    /// <summary>Names the span of an incoming call.</summary>
    public static void Begin(Activity span, string method)
    {
        span.DisplayName = method;
        span.SetTag(System, Grpc);
        span.SetTag(Method, method);
    }

    /// <summary>Says on the span of an incoming call how it ended.</summary>
    public static void End(Activity span, StatusCode code)
    {
        var status = SummitTelemetry.NameOf(code);
        span.SetTag(Status, status);
        if (IsServerFault(code))
        {
            span.SetTag(ErrorType, status);
            span.SetStatus(ActivityStatusCode.Error);
        }
    }
}
