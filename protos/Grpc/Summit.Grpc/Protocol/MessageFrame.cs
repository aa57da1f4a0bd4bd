using System.Buffers;
using System.Buffers.Binary;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Protocol;

/// <summary>The frame around a message: a flag, a length in four bytes, the message.</summary>
internal static class MessageFrame
{
    public const int HeaderSize = 5;

    public static void WriteHeader(Span<byte> header, int length, bool compressed)
    {
        header[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)length);
    }

    /// <summary>Reads and checks a header, before anything of the message is buffered.</summary>
    /// <exception cref="RpcException">The flag is unknown, or the message longer than allowed.</exception>
    public static int ReadHeader(ReadOnlySpan<byte> header, int? maxSize, out bool compressed)
    {
        compressed = header[0] switch
        {
            0 => false,
            1 => true,
            _ => throw Error(StatusCode.Internal, "Unexpected compressed flag value in message header."),
        };
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (uint)(maxSize ?? Array.MaxLength))
        {
            throw TooLarge();
        }

        return (int)length;
    }

    /// <summary>Takes one frame off the front of a buffer, if it is all there.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int? maxSize, out ReadOnlySequence<byte> message, out bool compressed)
    {
        message = default;
        compressed = false;
        if (buffer.Length < HeaderSize)
        {
            return false;
        }

        int length;
        if (buffer.FirstSpan.Length >= HeaderSize)
        {
            length = ReadHeader(buffer.FirstSpan, maxSize, out compressed);
        }
        else
        {
            Span<byte> header = stackalloc byte[HeaderSize];
            buffer.Slice(0, HeaderSize).CopyTo(header);
            length = ReadHeader(header, maxSize, out compressed);
        }

        if (buffer.Length - HeaderSize < length)
        {
            return false;
        }

        message = buffer.Slice(HeaderSize, length);
        buffer = buffer.Slice(message.End);
        return true;
    }

    /// <summary>Turns the bytes of a frame into a message.</summary>
    public static T Deserialize<T>(
        in ReadOnlySequence<byte> payload, bool compressed, ICompressionProvider? provider, int? maxSize, Func<DeserializationContext, T> deserializer)
    {
        if (!compressed)
        {
            return SequenceDeserializationContext.Deserialize(payload, deserializer);
        }

        if (provider is null)
        {
            throw Error(StatusCode.Internal, "Request did not include grpc-encoding value with compressed message.");
        }

        using var decompressed = Decompress(payload, provider, maxSize);
        return SequenceDeserializationContext.Deserialize(new ReadOnlySequence<byte>(decompressed.Written), deserializer);
    }

    public static RpcException TooLarge() => Error(StatusCode.ResourceExhausted, "Received message exceeds the maximum configured message size.");

    public static RpcException Incomplete() => Error(StatusCode.Internal, "Incomplete message.");

    public static RpcException Error(StatusCode code, string detail) => new(new Status(code, detail));

    private static PooledBuffer Decompress(in ReadOnlySequence<byte> payload, ICompressionProvider provider, int? maxSize)
    {
        var target = new PooledBuffer((int)Math.Min(4096, payload.Length * 2 + 16));
        try
        {
            using var stream = provider.CreateDecompressionStream(new SequenceStream(payload));
            while (true)
            {
                var read = stream.Read(target.GetSpan(1));
                if (read == 0)
                {
                    return target;
                }

                target.Advance(read);
                if (target.Length > (maxSize ?? Array.MaxLength))
                {
                    // A small message may hide a large one; stop as soon as it shows.
                    throw TooLarge();
                }
            }
        }
        catch (InvalidDataException exception)
        {
            target.Dispose();
            throw new RpcException(new Status(StatusCode.Internal, "The compressed message is corrupt.", exception));
        }
        catch
        {
            target.Dispose();
            throw;
        }
    }
}
