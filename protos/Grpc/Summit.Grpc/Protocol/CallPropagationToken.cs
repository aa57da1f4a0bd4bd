using Grpc.Core;

namespace Grpc.Protocol;

/// <summary>Deadline and cancellation of a server call, as far as its handler wants them carried on.</summary>
internal sealed class CallPropagationToken(DateTime deadline, CancellationToken cancellationToken) : ContextPropagationToken
{
    internal override DateTime ParentDeadline => deadline;

    internal override CancellationToken ParentCancellationToken => cancellationToken;
}
