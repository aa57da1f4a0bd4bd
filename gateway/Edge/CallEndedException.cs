using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Edge;

/// <summary>The gateway ends a call with a status.</summary>
/// <param name="status">The status.</param>
internal sealed class CallEndedException(RpcStatus status) : Exception(status.Message)
{
    /// <summary>The status.</summary>
    public RpcStatus Status { get; } = status;
}
