namespace Grpc.Core;

/// <summary>Carries deadline and cancellation of a server call to the calls made inside it.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }

    /// <summary>Deadline of the surrounding call; <see cref="DateTime.MaxValue"/> for none.</summary>
    internal abstract DateTime ParentDeadline { get; }

    /// <summary>Cancelled with the surrounding call.</summary>
    internal abstract CancellationToken ParentCancellationToken { get; }
}

/// <summary>What a propagation token carries.</summary>
public class ContextPropagationOptions
{
    /// <summary>Deadline and cancellation.</summary>
    public static readonly ContextPropagationOptions Default = new();

    /// <summary>Creates options.</summary>
    public ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
    {
        IsPropagateDeadline = propagateDeadline;
        IsPropagateCancellation = propagateCancellation;
    }

    /// <summary>Whether the deadline is carried. Default true.</summary>
    public bool IsPropagateDeadline { get; }

    /// <summary>Whether the cancellation is carried. Default true.</summary>
    public bool IsPropagateCancellation { get; }
}
