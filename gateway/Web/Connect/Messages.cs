using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Summit.Gateway.Edge;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Web.Connect;

/// <summary>The body of a call with a stream of messages: each is turned as it arrives, and no more are read than are taken.</summary>
internal sealed class Messages : IRequestBodyPipeFeature, IAsyncDisposable
{
    private const byte Compressed = 1;
    private readonly Pipe _turned = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
    private readonly CancellationTokenSource _end = new();
    private readonly ConnectCall _call;
    private readonly PipeReader _body;
    private readonly int _limit;
    private Task? _turning;

    public Messages(ConnectCall call, PipeReader body, int limit) => (_call, _body, _limit) = (call, body, limit);

    /// <inheritdoc/>
    public PipeReader Reader
    {
        get
        {
            _turning ??= TurnAsync();
            return _turned.Reader;
        }
    }

    /// <summary>What was wrong with the stream; null while nothing was.</summary>
    public RpcStatus? Fault { get; private set; }

    /// <summary>Whether an envelope's message is compressed.</summary>
    /// <exception cref="CallEndedException">The flags are unknown, or no encoding was named.</exception>
    public static bool IsCompressed(byte flags, ConnectCall call) => flags switch
    {
        0 => false,
        Compressed when call.Encoding is not null => true,
        Compressed => throw new CallEndedException(GatewayErrors.MalformedRequest("a message is marked as compressed, and connect-content-encoding names no encoding")),
        _ => throw new CallEndedException(GatewayErrors.MalformedRequest("an envelope has unknown flags")),
    };

    /// <summary>Stops reading, which must be so before the call ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _turned.Reader.CompleteAsync();
        if (_turning is not null)
        {
            await _turning;
        }

        _end.Dispose();
    }

    private async Task TurnAsync()
    {
        Exception? fault = null;
        try
        {
            if (_call.Fault is { } known)
            {
                throw new CallEndedException(known);
            }

            while (!(await TurnWhatIsThereAsync()).IsCompleted)
            {
            }
        }
        catch (CallEndedException e)
        {
            Fault = e.Status;
            fault = new RpcException(new Grpc.Core.Status((StatusCode)e.Status.Code, e.Status.Message)); // Whoever reads must not take this for the end.
        }
        catch (Exception e)
        {
            fault = e;
        }

        await _turned.Writer.CompleteAsync(fault);
    }

    private async Task<ReadResult> TurnWhatIsThereAsync()
    {
        var result = await _body.ReadAsync(_end.Token);
        var rest = result.Buffer;
        try
        {
            while (Envelope.TryRead(ref rest, _limit, out var flags, out var message))
            {
                var compressed = IsCompressed(flags, _call);
                var bytes = message.ToArray();
                await _turned.Writer.WriteAsync(
                    _call.Codec.ToFrame(_call.Method, compressed && bytes.Length > 0 ? RequestBody.Decompress(bytes, _call.Encoding, _limit, 0) : bytes), _end.Token);
            }

            if (result.IsCompleted && !rest.IsEmpty)
            {
                throw new CallEndedException(GatewayErrors.MalformedRequest("its last envelope is cut off"));
            }
        }
        catch
        {
            _body.AdvanceTo(result.Buffer.End); // What was read is given back, whatever it was.
            throw;
        }

        _body.AdvanceTo(rest.Start, rest.End);
        return result;
    }
}
