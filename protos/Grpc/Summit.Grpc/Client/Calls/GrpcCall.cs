using Grpc.Core;
using Grpc.Protocol;

namespace Grpc.Net.Client.Calls;

/// <summary>One attempt of a call: a request, its response, and one status at the end.</summary>
#pragma warning disable CA1001 // Finish disposes, at the one place where a call ends
internal sealed partial class GrpcCall<TRequest, TResponse> : GrpcCall, IClientCall<TRequest, TResponse>
#pragma warning restore CA1001
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private Task<TResponse>? _responseTask;
    private ClientStreamReader<TRequest, TResponse>? _responseStream;
    private ClientStreamWriter<TRequest, TResponse>? _requestStream;

    public GrpcCall(GrpcChannel channel, ChannelMethod info, Method<TRequest, TResponse> method, string? host, in CallOptions options, int previousAttempts)
        : base(channel, info, host, options, previousAttempts) => _method = method;

    /// <summary>The task of the one response, if the call has one.</summary>
    public Task? SingleResponse => _responseTask;

    public Task<TResponse> ResponseAsync => _responseTask ?? throw new InvalidOperationException("The call has no single response.");

    public IAsyncStreamReader<TResponse> ResponseStream => _responseStream ?? throw new InvalidOperationException("The call has no response stream.");

    public IClientStreamWriter<TRequest> RequestStream => _requestStream ?? throw new InvalidOperationException("The call has no request stream.");

    /// <summary>Starts the call with its request; null for a request stream.</summary>
    public void Start(TRequest? request)
    {
        if (request is null)
        {
            Start(StartRequestStream());
            return;
        }

        var frame = TryFrame(request, out var error);
        if (frame is not null)
        {
            Start(new SingleMessageContent(frame));
        }
        else if (HasSingleResponse)
        {
            _responseTask = Task.FromException<TResponse>(error!);
        }
        else
        {
            _responseStream = new ClientStreamReader<TRequest, TResponse>(this, _method.ResponseMarshaller.ContextualDeserializer);
            Sent = Task.FromException(error!);
        }
    }

    /// <summary>Starts the call with a request framed by somebody who keeps it; null for a request stream.</summary>
    public void StartFramed(byte[]? frame) => Start(frame is null ? StartRequestStream() : new SingleMessageContent((ReadOnlyMemory<byte>)frame));

    private bool HasSingleResponse => _method.Type is MethodType.Unary or MethodType.ClientStreaming;

    private void Start(HttpContent content)
    {
        if (HasSingleResponse)
        {
            _responseTask = RunSingleAsync(content);
            return;
        }

        _responseStream = new ClientStreamReader<TRequest, TResponse>(this, _method.ResponseMarshaller.ContextualDeserializer);
        Sent = SendStreamingAsync(content);
    }

    /// <summary>Ends the call in the name of whoever holds it.</summary>
    public void Dispose()
    {
        End(EndCause.Disposed);
        Observe(_responseTask);
        Observe(Sent);
    }

    /// <summary>Frames a message the way this call is compressed.</summary>
    public PooledBuffer Frame(TRequest message, WriteOptions? options) => RequestFrames.Create(Channel, Options, _method, message, options);

    private StreamContent StartRequestStream()
    {
        var content = new StreamContent();
        RequestStreamContent = content;
        _requestStream = new ClientStreamWriter<TRequest, TResponse>(this, content);
        return content;
    }

    private PooledBuffer? TryFrame(TRequest request, out Exception? error)
    {
        error = null;
        try
        {
            return Frame(request, Options.WriteOptions);
        }
        catch (Exception exception)
        {
            error = Fail(exception is RpcException rpc ? rpc.Status : new Status(StatusCode.Internal, "The request message cannot be serialized.", exception));
            return null;
        }
    }

    /// <summary>From the request to the one response.</summary>
    private async Task<TResponse> RunSingleAsync(HttpContent content)
    {
        try
        {
            await SendAsync(content);
            if (Finished)
            {
                // Trailers-only: the status has come in place of a response.
                throw Status.StatusCode == StatusCode.OK ? FailMissing() : Error();
            }

            var message = await Reader.ReadAsync(_method.ResponseMarshaller.ContextualDeserializer, Token);
            if (message is not null && await Reader.ReadAsync(_method.ResponseMarshaller.ContextualDeserializer, Token) is not null)
            {
                throw Fail(new Status(StatusCode.Internal, "The server sent more than one response message."));
            }

            FinishFromTrailers();
            return Status.StatusCode != StatusCode.OK ? throw Error() : message ?? throw FailMissing();
        }
        catch (Exception exception)
        {
            throw Resolve(exception);
        }
        finally
        {
            (content as SingleMessageContent)?.Release();
        }
    }

    private Exception FailMissing()
    {
        OverrideStatus(new Status(StatusCode.Internal, "The server sent no response message."));
        return Error();
    }

    private async Task SendStreamingAsync(HttpContent content)
    {
        try
        {
            await SendAsync(content);
        }
        catch (Exception exception)
        {
            throw Resolve(exception);
        }
        finally
        {
            (content as SingleMessageContent)?.Release();
        }
    }

    private static void Observe(Task? task)
    {
        // Nobody has to await a call they gave up.
        _ = task?.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}

/// <summary>Why a call ended before its response did.</summary>
internal enum EndCause
{
    None,
    Cancelled,
    Deadline,
    Disposed,
    ChannelDisposed,
}
