using System.Buffers;

namespace Grpc.Core;

/// <summary>Where a marshaller puts one serialized message.</summary>
public abstract class SerializationContext
{
    /// <summary>For the runtime.</summary>
    protected SerializationContext()
    {
    }

    /// <summary>Hands over the whole message as an array, which must not be changed afterwards.</summary>
    public virtual void Complete(byte[] payload) => throw new NotSupportedException("This context takes no arrays.");

    /// <summary>The writer for the message; <see cref="Complete()"/> ends it.</summary>
    public virtual IBufferWriter<byte> GetBufferWriter() => throw new NotSupportedException("This context has no buffer writer.");

    /// <summary>Announces the length in bytes, before <see cref="GetBufferWriter"/>, which saves a copy.</summary>
    public virtual void SetPayloadLength(int payloadLength)
    {
    }

    /// <summary>Ends a message written to <see cref="GetBufferWriter"/>.</summary>
    public virtual void Complete() => throw new NotSupportedException("This context has no buffer writer.");
}
