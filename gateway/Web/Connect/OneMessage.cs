using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Summit.Gateway.Edge;

namespace Summit.Gateway.Web.Connect;

/// <summary>
/// The body of a call with one message, as a gRPC client would have sent it. It is read and turned only when the gateway asks for
/// it, which is after it knows who calls and that this caller's limits allow one more.
/// </summary>
internal sealed class OneMessage(ConnectCall call, PipeReader body, int limit) : PipeReader, IRequestBodyPipeFeature
{
    private ReadOnlySequence<byte>? _rest;

    /// <inheritdoc/>
    public PipeReader Reader => this;

    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        _rest ??= new ReadOnlySequence<byte>(await TurnAsync(cancellationToken));
        return new ReadResult(_rest.Value, isCanceled: false, isCompleted: true);
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => _rest = _rest!.Value.Slice(consumed);

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        result = _rest is { } rest ? new ReadResult(rest, isCanceled: false, isCompleted: true) : default;
        return _rest is not null;
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => body.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null)
    {
    }

    private async ValueTask<byte[]> TurnAsync(CancellationToken cancellationToken)
    {
        if (call.Fault is { } fault)
        {
            throw new CallEndedException(fault);
        }

        if (call.Sent is { } sent)
        {
            return Turn(sent, isCompressed: call.Encoding is not null);
        }

        var bytes = await RequestBody.ReadAsync(body, limit, call.Enveloped ? RequestMessage.FrameBytes : 0, cancellationToken);
        return call.Enveloped ? TurnEnvelope(bytes) : Turn(bytes, isCompressed: call.Encoding is not null);
    }

    private byte[] TurnEnvelope(byte[] bytes)
    {
        if (bytes.Length < RequestMessage.FrameBytes)
        {
            throw new CallEndedException(GatewayErrors.MalformedRequest("it has no message"));
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1)) != bytes.Length - RequestMessage.FrameBytes)
        {
            throw new CallEndedException(GatewayErrors.MalformedRequest("its length is not what its envelope says"));
        }

        return Turn(bytes.AsMemory(RequestMessage.FrameBytes), Messages.IsCompressed(bytes[0], call));
    }

    // An empty message is never decompressed, whatever the headers say.
    private byte[] Turn(ReadOnlyMemory<byte> message, bool isCompressed) =>
        call.Codec.ToFrame(call.Method, (isCompressed && message.Length > 0 ? RequestBody.Decompress(message, call.Encoding, limit, 0) : message).Span);
}
