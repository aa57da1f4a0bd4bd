using System.Buffers;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Protocol;

namespace Grpc.Net.Client.Calls;

/// <summary>Takes messages out of a response stream, over one pooled array.</summary>
internal sealed class ResponseReader(Stream stream, int? maxSize, ICompressionProvider? compression) : IDisposable
{
    private const int InitialSize = 4096;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;

    /// <summary>Reads the next message; null at the end of the stream.</summary>
    /// <exception cref="RpcException">The stream does not hold whole messages of an allowed size.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T?> ReadAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            if (TryTake(deserializer, out var message))
            {
                return message;
            }

            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                return _start == _end ? null : throw MessageFrame.Incomplete();
            }

            _end += read;
        }
    }

    public void Dispose()
    {
        var buffer = Interlocked.Exchange(ref _buffer, []);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool TryTake<T>(Func<DeserializationContext, T> deserializer, out T message)
        where T : class
    {
        message = null!;
        var available = _end - _start;
        if (available < MessageFrame.HeaderSize)
        {
            MakeRoom(MessageFrame.HeaderSize);
            return false;
        }

        var length = MessageFrame.ReadHeader(_buffer.AsSpan(_start, MessageFrame.HeaderSize), maxSize, out var compressed);
        if (available - MessageFrame.HeaderSize < length)
        {
            MakeRoom(checked(MessageFrame.HeaderSize + length));
            return false;
        }

        var payload = new ReadOnlySequence<byte>(_buffer, _start + MessageFrame.HeaderSize, length);
        message = Deserialize(payload, compressed, deserializer);
        _start += MessageFrame.HeaderSize + length;
        return true;
    }

    private T Deserialize<T>(in ReadOnlySequence<byte> payload, bool compressed, Func<DeserializationContext, T> deserializer)
    {
        try
        {
            return MessageFrame.Deserialize(payload, compressed, compression, maxSize, deserializer);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The response message cannot be parsed.", exception));
        }
    }

    /// <summary>Makes the array hold so many bytes from the start of the current message.</summary>
    private void MakeRoom(int needed)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_buffer.Length - _start >= needed && _end < _buffer.Length)
        {
            return;
        }

        var target = _buffer.Length >= needed ? _buffer : ArrayPool<byte>.Shared.Rent(needed);
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _end -= _start;
        _start = 0;
    }
}
