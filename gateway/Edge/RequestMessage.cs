using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Summit.Gateway.Edge;

/// <summary>The one message of a request, uncompressed, with the five bytes of its frame.</summary>
/// <param name="Framed">Frame and message.</param>
internal readonly record struct RequestMessage(byte[] Framed)
{
    /// <summary>Bytes before a message: whether it is compressed, and its length.</summary>
    public const int FrameBytes = 5;

    /// <summary>Encodings of messages that are understood.</summary>
    public const string Encodings = "identity,gzip,deflate";

    /// <summary>The message.</summary>
    public ReadOnlyMemory<byte> Message => Framed.AsMemory(FrameBytes);

    /// <summary>Reads a request that must be one message.</summary>
    /// <exception cref="CallEndedException">The body is not one gRPC message, it is too large, or the caller has gone away.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // Every call waits here for its bytes, which mostly come a moment later.
    public static async ValueTask<RequestMessage> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            ReadResult result;
            try
            {
                result = await reader.ReadAsync(cancellationToken);
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                throw new CallEndedException(GatewayErrors.CallerGone()); // The stream was reset; the call's token tells of it a moment later.
            }

            var buffer = result.Buffer;
            if (buffer.Length > limit + FrameBytes)
            {
                reader.AdvanceTo(buffer.End);
                throw new CallEndedException(GatewayErrors.RequestTooLarge(limit));
            }

            if (result.IsCompleted)
            {
                var framed = buffer.ToArray();
                reader.AdvanceTo(buffer.End);
                return Check(framed, request.Headers.GrpcEncoding, limit);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static RequestMessage Check(byte[] framed, string? encoding, int limit)
    {
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
            1 => Decompress(framed, encoding, limit),
            _ => throw Malformed("its frame has unknown flags"),
        };
    }

    private static RequestMessage Decompress(byte[] framed, string? encoding, int limit)
    {
        using var compressed = new MemoryStream(framed, FrameBytes, framed.Length - FrameBytes);
        using Stream? plain = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(compressed, CompressionMode.Decompress),
            _ => null,
        };
        if (plain is null)
        {
            throw new CallEndedException(GatewayErrors.EncodingUnknown(encoding ?? "that is not named"));
        }

        try
        {
            // One byte more than allowed tells a message that just fits from a bomb.
            var room = new byte[FrameBytes + Math.Min(limit, Math.Max(4 * 1024, framed.Length * 8)) + 1];
            var length = FrameBytes;
            int read;
            while ((read = plain.Read(room, length, room.Length - length)) > 0)
            {
                length += read;
                if (length - FrameBytes > limit)
                {
                    throw new CallEndedException(GatewayErrors.RequestTooLarge(limit));
                }

                if (length == room.Length)
                {
                    Array.Resize(ref room, Math.Min(room.Length * 2, FrameBytes + limit + 1));
                }
            }

            var whole = room[..length];
            whole[0] = 0;
            BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(1), (uint)(length - FrameBytes));
            return new RequestMessage(whole);
        }
        catch (InvalidDataException)
        {
            throw Malformed($"it is not compressed with {encoding}");
        }
    }

    private static CallEndedException Malformed(string what) => new(GatewayErrors.MalformedRequest(what));
}
