using Grpc.Core;
using Summit.Gateway.Access;
using Summit.Gateway.Limits;
using Summit.Gateway.Upstream;
using Summit.Hosting.Telemetry;
using Summit.Policy;

namespace Summit.Gateway.Calls;

/// <summary>One method of the contracts and who answers it. Everything here is read off its descriptor.</summary>
internal sealed class MethodRoute
{
    public MethodRoute(RpcMethod method, ServiceReplicas? upstream)
    {
        Method = method;
        Name = method.FullName[1..];
        Upstream = upstream;
        SingleRequest = method.Type is MethodType.Unary or MethodType.ServerStreaming;
        Class = method.Type != MethodType.Unary ? MethodClass.Stream : method.SideEffects ? MethodClass.Write : MethodClass.Read;
        Owner = OwnerField.Of(method);
        ReadsOwned = method.ReadsOwned;
        IsWatch = CallTelemetry.IsWatch(method);
        if (Owner is not null && !SingleRequest)
        {
            throw new InvalidOperationException($"{method.FullName}: a streaming request may only carry role access");
        }
    }

    /// <summary>The method with its policy.</summary>
    public RpcMethod Method { get; }

    /// <summary>Path on the wire.</summary>
    public string Path => Method.FullName;

    /// <summary>Name as telemetry says it, without the leading slash.</summary>
    public string Name { get; }

    /// <summary>Replicas of the service that owns it; null when no address is configured.</summary>
    public ServiceReplicas? Upstream { get; }

    /// <summary>Whether the request is a single message, which is read as a whole.</summary>
    public bool SingleRequest { get; }

    /// <summary>Whether the answer is a single message.</summary>
    public bool SingleAnswer => Method.Type is MethodType.Unary or MethodType.ClientStreaming;

    /// <summary>Whether a call stays open until somebody ends it.</summary>
    public bool IsWatch { get; }

    /// <summary>Class for limits.</summary>
    public MethodClass Class { get; }

    /// <summary>The request field that decides about access together with the role; null when the role alone does.</summary>
    public OwnerField? Owner { get; }

    /// <summary>Whether an answer may be for this caller only, because it rests on resources that belong to callers.</summary>
    public bool ReadsOwned { get; }

    /// <summary>Whether answers are kept: a unary method whose contract says what it reads.</summary>
    public bool Cacheable => Method is { Type: MethodType.Unary, Reads.Types_.Count: > 0 };
}
