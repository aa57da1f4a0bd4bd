using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Protocol;

/// <summary>
/// Frames a message into a buffer writer. A marshaller that announces its length writes straight into the target; only one that
/// does not, and compression, go through a pooled array.
/// </summary>
internal sealed class FrameSerializationContext : SerializationContext, IBufferWriter<byte>
{
    private const int Unknown = -1;

    /// <summary>Up to here a frame is written into one piece of the target, which then is asked for memory only once.</summary>
    private const int LargestPiece = 4096;

    [ThreadStatic]
    private static FrameSerializationContext? t_spare;

    private IBufferWriter<byte> _target = null!;
    private ICompressionProvider? _compression;
    private CompressionLevel? _level;
    private int? _maxSize;
    private int _announced;
    private PooledBuffer? _collected;
    private Memory<byte> _piece;
    private int _written;
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
            context._piece = default;
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

        if (_announced + MessageFrame.HeaderSize > LargestPiece)
        {
            WriteHeader(_announced, compressed: false);
            return _target;
        }

        _piece = _target.GetMemory(_announced + MessageFrame.HeaderSize)[..(_announced + MessageFrame.HeaderSize)];
        MessageFrame.WriteHeader(_piece.Span, _announced, compressed: false);
        _written = MessageFrame.HeaderSize;
        _headerWritten = true;
        return this;
    }

    void IBufferWriter<byte>.Advance(int count) => _written += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint) => Rest(sizeHint);

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint) => Rest(sizeHint).Span;

    public override void Complete()
    {
        if (!_piece.IsEmpty)
        {
            _target.Advance(_written == _piece.Length ? _written : throw WrongLength());
        }
        else if (_collected is not null)
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

    private Memory<byte> Rest(int sizeHint) => _piece.Length - _written >= sizeHint ? _piece[_written..] : throw WrongLength();

    private static InvalidOperationException WrongLength() => new("The marshaller wrote another number of bytes than it announced.");

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
