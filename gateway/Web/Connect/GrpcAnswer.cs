using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Summit.Gateway.Edge;

namespace Summit.Gateway.Web.Connect;

/// <summary>
/// Takes what the gateway writes as gRPC, body and trailers, in place of the response. As it is it keeps all of it until the call
/// has ended, since the HTTP status of a unary call depends on how it ended.
/// </summary>
/// <param name="limit">Most bytes of an answer.</param>
/// <param name="service">Package of the service that answers.</param>
internal class GrpcAnswer(int limit, string service) : PipeWriter, IHttpResponseBodyFeature, IHttpResponseTrailersFeature
{
    private readonly ArrayBufferWriter<byte> _written = new();
    private Stream? _stream;

    /// <inheritdoc/>
    public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();

    /// <summary>The message of a single answer.</summary>
    public ReadOnlyMemory<byte> Message => _written.WrittenCount <= RequestMessage.FrameBytes ? default : _written.WrittenMemory[RequestMessage.FrameBytes..];

    /// <inheritdoc/>
    public Stream Stream => _stream ??= AsStream();

    /// <inheritdoc/>
    public PipeWriter Writer => this;

    /// <inheritdoc/>
    public override bool CanGetUnflushedBytes => true;

    /// <inheritdoc/>
    public override long UnflushedBytes => _written.WrittenCount;

    /// <summary>What was written and not taken.</summary>
    protected ArrayBufferWriter<byte> Written => _written;

    /// <inheritdoc/>
    public override Memory<byte> GetMemory(int sizeHint = 0) => _written.GetMemory(sizeHint);

    /// <inheritdoc/>
    public override Span<byte> GetSpan(int sizeHint = 0) => _written.GetSpan(sizeHint);

    /// <inheritdoc/>
    public override void Advance(int bytes)
    {
        _written.Advance(bytes);
        if (_written.WrittenCount > limit)
        {
            throw new CallEndedException(GatewayErrors.AnswerTooLarge(service, limit));
        }
    }

    /// <inheritdoc/>
    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(default(FlushResult));

    /// <inheritdoc/>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default) => await FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public virtual async Task CompleteAsync() => await FlushAsync();

    /// <inheritdoc/>
    public override void CancelPendingFlush()
    {
    }

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
    }

    /// <inheritdoc/>
    public void DisableBuffering()
    {
    }

    /// <inheritdoc/>
    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(Stream, path, offset, count, cancellationToken);
}
