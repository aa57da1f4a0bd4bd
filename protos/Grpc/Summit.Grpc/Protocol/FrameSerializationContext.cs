using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Protocol;

/// <summary>
/// Frames a message into a buffer writer. A marshaller that announces its length writes straight into the target; only one that
/// does not, and compression, go through a pooled array.
/// </summary>
internal sealed class FrameSerializationContext : SerializationContext
{
    private const int Unknown = -1;

    [ThreadStatic]
    private static FrameSerializationContext? t_spare;

    private IBufferWriter<byte> _target = null!;
    private ICompressionProvider? _compression;
    private CompressionLevel? _level;
    private int? _maxSize;
    private int _announced;
    private PooledBuffer? _collected;
    private bool _completed;
    private bool _headerWritten;

    /// <summary>Runs a marshaller. Marshallers are synchronous, so one context per thread serves; a nested one gets its own.</summary>
    /// <exception cref="RpcException">The message is longer than may be sent.</exception>
    public static void Serialize<T>(
        T message, Action<T, SerializationContext> serializer, IBufferWriter<byte> target, int? maxSize, ICompressionProvider? compression, CompressionLevel? level)
    {
        var context = t_spare ?? new FrameSerializationContext();
        t_spare = null;
        context._target = target;
        context._compression = compression;
        context._level = level;
        context._maxSize = maxSize;
        context._announced = Unknown;
        context._completed = false;
        context._headerWritten = false;
        try
        {
            serializer(message, context);
            if (!context._completed)
            {
                throw new InvalidOperationException("The marshaller did not complete the message.");
            }
        }
        finally
        {
            context._target = null!;
            context._collected?.Dispose();
            context._collected = null;
            t_spare = context;
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        Check(payloadLength);
        _announced = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        if (_announced == Unknown || _compression is not null)
        {
            return _collected ??= new PooledBuffer(Math.Max(_announced, 256));
        }

        WriteHeader(_announced, compressed: false);
        return _target;
    }

    public override void Complete()
    {
        if (_collected is not null)
        {
            Frame(_collected.Written.Span);
        }
        else if (_announced is Unknown or 0 && !_headerWritten)
        {
            Frame([]);
        }

        _completed = true;
    }

    public override void Complete(byte[] payload)
    {
        Frame(payload);
        _completed = true;
    }

    private void Frame(ReadOnlySpan<byte> message)
    {
        Check(message.Length);
        if (_compression is null)
        {
            WriteHeader(message.Length, compressed: false);
            _target.Write(message);
            return;
        }

        using var compressed = new PooledBuffer(Math.Max(message.Length / 2, 64));
        using (var stream = _compression.CreateCompressionStream(compressed, _level))
        {
            stream.Write(message);
        }

        WriteHeader((int)compressed.Length, compressed: true);
        _target.Write(compressed.Written.Span);
    }

    private void WriteHeader(int length, bool compressed)
    {
        MessageFrame.WriteHeader(_target.GetSpan(MessageFrame.HeaderSize), length, compressed);
        _target.Advance(MessageFrame.HeaderSize);
        _headerWritten = true;
    }

    private void Check(int length)
    {
        if (length > _maxSize)
        {
            throw MessageFrame.Error(StatusCode.ResourceExhausted, "Sending message exceeds the maximum configured message size.");
        }
    }
}
