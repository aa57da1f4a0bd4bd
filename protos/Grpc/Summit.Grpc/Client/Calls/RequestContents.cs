using System.Net;
using Grpc.Protocol;

namespace Grpc.Net.Client.Calls;

/// <summary>A request body of one message, already framed.</summary>
internal sealed class SingleMessageContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _frame;
    private readonly PooledBuffer? _owned;
    private int _users = 1;

    public SingleMessageContent(ReadOnlyMemory<byte> frame) : this(frame, null)
    {
    }

    /// <summary>Takes over the frame and returns it to the pool when neither the call nor the transport needs it.</summary>
    public SingleMessageContent(PooledBuffer frame) : this(frame.Written, frame)
    {
    }

    private SingleMessageContent(ReadOnlyMemory<byte> frame, PooledBuffer? owned)
    {
        _frame = frame;
        _owned = owned;
        Headers.TryAddWithoutValidation("Content-Type", GrpcHeaders.ContentType);
    }

    /// <summary>The call is over. A transport may still be sending, as a server may answer before it has read everything.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _owned?.Dispose();
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _users);
        var write = stream.WriteAsync(_frame, cancellationToken);
        if (write.IsCompletedSuccessfully)
        {
            Release();
            return Task.CompletedTask;
        }

        return AwaitAsync(write);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task AwaitAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        finally
        {
            Release();
        }
    }
}

/// <summary>A request body that a stream writer fills while the request is on its way.</summary>
internal sealed class StreamContent : HttpContent
{
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public StreamContent() => Headers.TryAddWithoutValidation("Content-Type", GrpcHeaders.ContentType);

    /// <summary>Where to write, once the transport asks for the body.</summary>
    public Task<Stream> Stream => _stream.Task;

    /// <summary>Ends the body.</summary>
    public void Complete() => _completed.TrySetResult();

    /// <summary>The call is over; nobody will ask for the body any more.</summary>
    public void Abandon()
    {
        _completed.TrySetCanceled();
        _stream.TrySetCanceled();
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The server may speak first, so the headers leave without waiting for a message.
        await stream.FlushAsync(cancellationToken);
        _stream.TrySetResult(stream);
        await using var registration = cancellationToken.UnsafeRegister(static state => ((StreamContent)state!).Abandon(), this);
        await _completed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
