using System.Buffers;
using Grpc.Core;

namespace Grpc.Protocol;

/// <summary>Lends the bytes of a received message to a marshaller.</summary>
internal sealed class SequenceDeserializationContext : DeserializationContext
{
    [ThreadStatic]
    private static SequenceDeserializationContext? t_spare;

    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    /// <summary>Runs a marshaller. Marshallers are synchronous, so one context per thread serves; a nested one gets its own.</summary>
    public static T Deserialize<T>(in ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        var context = t_spare ?? new SequenceDeserializationContext();
        t_spare = null;
        context._payload = payload;
        try
        {
            return deserializer(context) ?? throw MessageFrame.Error(StatusCode.Internal, "The marshaller returned no message.");
        }
        finally
        {
            context._payload = default;
            t_spare = context;
        }
    }
}
