using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller finds one serialized message.</summary>
public abstract class DeserializationContext
{
    /// <summary>For the runtime.</summary>
    protected DeserializationContext()
    {
    }

    /// <summary>Length of the message in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message as an array of its own.</summary>
    public virtual byte[] PayloadAsNewBuffer() => throw new NotSupportedException("This context hands out no arrays.");

    /// <summary>The message without a copy; valid only until the marshaller returns.</summary>
    public virtual ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(PayloadAsNewBuffer());
}
