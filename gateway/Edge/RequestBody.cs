using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Summit.Gateway.Edge;

/// <summary>The bytes of a request, within a limit, before and after decompression.</summary>
internal static class RequestBody
{
    /// <summary>Encodings of messages that are understood.</summary>
    public const string Encodings = "identity,gzip,deflate";

    // Its reader of the text form throws what else would be a fault of ours.
    private const string GrpcWeb = "Grpc.AspNetCore.Web";
    private const int LeastRoom = 4 * 1024;
    private const int UsualRatio = 8;

    /// <summary>Reads a body to its end.</summary>
    /// <param name="reader">The body.</param>
    /// <param name="limit">Most bytes of a message.</param>
    /// <param name="overhead">Bytes beside the message that the body may have.</param>
    /// <param name="cancellationToken">Ends with the call.</param>
    /// <exception cref="CallEndedException">The body is too large or broken, or the caller has gone away.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<byte[]> ReadAsync(PipeReader reader, int limit, int overhead, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult result;
            try
            {
                result = await reader.ReadAsync(cancellationToken);
            }
            catch (BadHttpRequestException e)
            {
                throw new CallEndedException(e.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? GatewayErrors.RequestTooLarge(limit)
                    : GatewayErrors.MalformedRequest(e.Message)); // Broken chunks, or bytes that come too slowly.
            }
            catch (InvalidOperationException e) when (e.Source == GrpcWeb)
            {
                throw new CallEndedException(GatewayErrors.MalformedRequest("its text is not base64"));
            }
            catch (IOException)
            {
                throw new CallEndedException(GatewayErrors.CallerGone()); // The stream was reset; the call's token tells of it a moment later.
            }

            var buffer = result.Buffer;
            try
            {
                if (buffer.Length > limit + overhead)
                {
                    reader.AdvanceTo(buffer.End);
                    throw new CallEndedException(GatewayErrors.RequestTooLarge(limit));
                }

                if (result.IsCompleted)
                {
                    var body = buffer.ToArray();
                    reader.AdvanceTo(buffer.End);
                    return body;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
            }
            catch (IOException)
            {
                throw new CallEndedException(GatewayErrors.CallerGone()); // Reset between the two.
            }
        }
    }

    /// <summary>Decompresses a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="encoding">How it is compressed.</param>
    /// <param name="limit">Most bytes that it may have then.</param>
    /// <param name="headroom">Bytes to leave free before it.</param>
    /// <exception cref="CallEndedException">The encoding is unknown, the bytes are not of it, or the message is too large.</exception>
    public static byte[] Decompress(ReadOnlyMemory<byte> message, string? encoding, int limit, int headroom)
    {
        using var compressed = new MemoryStream(message.ToArray());
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
            var room = new byte[headroom + Math.Min(limit, Math.Max(LeastRoom, message.Length * UsualRatio)) + 1];
            var length = headroom;
            int read;
            while ((read = plain.Read(room, length, room.Length - length)) > 0)
            {
                length += read;
                if (length - headroom > limit)
                {
                    throw new CallEndedException(GatewayErrors.RequestTooLarge(limit));
                }

                if (length == room.Length)
                {
                    Array.Resize(ref room, Math.Min(room.Length * 2, headroom + limit + 1));
                }
            }

            return room[..length];
        }
        catch (InvalidDataException)
        {
            throw new CallEndedException(GatewayErrors.MalformedRequest($"it is not compressed with {encoding}"));
        }
    }
}
