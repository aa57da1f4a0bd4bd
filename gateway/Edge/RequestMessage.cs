using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Summit.Gateway.Edge;

/// <summary>The one message of a request, uncompressed, with the five bytes of its frame.</summary>
/// <param name="Framed">Frame and message.</param>
internal readonly record struct RequestMessage(byte[] Framed)
{
    /// <summary>Bytes before a message: whether it is compressed, and its length.</summary>
    public const int FrameBytes = 5;

    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Message => Framed.AsMemory(FrameBytes);

    /// <summary>Reads a request that must be one message.</summary>
    /// <exception cref="CallEndedException">The body is not one gRPC message, it is too large, or the caller has gone away.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // Every call waits here for its bytes, which mostly come a moment later.
    public static async ValueTask<RequestMessage> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var framed = await RequestBody.ReadAsync(request.BodyReader, limit, FrameBytes, cancellationToken);
        if (framed.Length < FrameBytes)
        {
            throw Malformed("it has no message");
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(framed.AsSpan(1)) != framed.Length - FrameBytes)
        {
            throw Malformed("its length is not what its frame says");
        }

        return framed[0] switch
        {
            0 => new RequestMessage(framed),
            1 => new RequestMessage(Frame(RequestBody.Decompress(framed.AsMemory(FrameBytes), request.Headers.GrpcEncoding, limit, FrameBytes))),
            _ => throw Malformed("its frame has unknown flags"),
        };
    }

    /// <summary>Writes the frame of an uncompressed message into the room before it.</summary>
    /// <param name="message">Five bytes of room and the message.</param>
    public static byte[] Frame(byte[] message)
    {
        message[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(1), (uint)(message.Length - FrameBytes));
        return message;
    }

    private static CallEndedException Malformed(string what) => new(GatewayErrors.MalformedRequest(what));
}
