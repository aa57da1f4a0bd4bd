using System.Buffers;
using System.Buffers.Binary;
using Summit.Gateway.Edge;

namespace Summit.Gateway.Web.Connect;

/// <summary>The five bytes before a message of a stream, the same in gRPC and Connect: flags and a length.</summary>
internal static class Envelope
{
    /// <summary>Flag of Connect's last message, which says how the call ended.</summary>
    public const byte EndOfStream = 2;

    /// <summary>Takes the next whole message.</summary>
    /// <param name="rest">The bytes; what is taken is gone from them.</param>
    /// <param name="limit">Most bytes of a message.</param>
    /// <param name="flags">Its flags.</param>
    /// <param name="message">Its bytes.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="CallEndedException">It is longer than allowed.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> rest, int limit, out byte flags, out ReadOnlySequence<byte> message)
    {
        (flags, message) = (0, default);
        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryRead(out flags) || !reader.TryReadBigEndian(out int length))
        {
            return false;
        }

        if (length < 0 || length > limit)
        {
            throw new CallEndedException(GatewayErrors.RequestTooLarge(limit));
        }

        if (!reader.TryReadExact(length, out message))
        {
            return false;
        }

        rest = rest.Slice(reader.Position);
        return true;
    }

    /// <summary>Writes a message.</summary>
    public static void Write(IBufferWriter<byte> to, byte flags, ReadOnlySpan<byte> message)
    {
        var head = to.GetSpan(RequestMessage.FrameBytes);
        head[0] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(head[1..], (uint)message.Length);
        to.Advance(RequestMessage.FrameBytes);
        to.Write(message);
    }
}
