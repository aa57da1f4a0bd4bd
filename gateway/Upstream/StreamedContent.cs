using System.IO.Pipelines;
using System.Net;

namespace Summit.Gateway.Upstream;

/// <summary>A request that is passed on as it arrives. It reads no more than the service takes: back-pressure goes through.</summary>
internal sealed class StreamedContent(PipeReader reader) : HttpContent
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _begun;

    /// <summary>Waits until the request's body is no longer being read, which must be so before the call ends.</summary>
    public Task EndedAsync() => Volatile.Read(ref _begun) == 0 ? Task.CompletedTask : _ended.Task;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _begun, 1);
        try
        {
            // The headers go out before the first message: a caller may wait for an answer before it says anything.
            await stream.FlushAsync(cancellationToken);
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken);
                foreach (var segment in result.Buffer)
                {
                    await stream.WriteAsync(segment, cancellationToken);
                }

                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return;
                }

                await stream.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
