using System.IO.Pipelines;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Protocol;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Headers and messages out, straight into the response's pipe.</summary>
internal sealed partial class HttpContextServerCallContext
{
    private ICompressionProvider? _responseCompression;
    private PipeWriter? _body;
    private bool _headersSent;
    private bool _bodyWritten;

    private PipeWriter Body => _body ??= HttpContext.Response.BodyWriter;

    /// <summary>Sets what every response starts with.</summary>
    public void StartResponse()
    {
        HttpContext.Response.Headers.ContentType = GrpcHeaders.ContentType;
        if (_options.ResponseEncoding is { } encoding)
        {
            CompressResponse(encoding);
        }
    }

    /// <summary>Writes a message without sending it: the end of the call or a flush does.</summary>
    public void Write<T>(T message, Action<T, SerializationContext> serializer, WriteOptions? options)
        where T : class
    {
        if (message is null)
        {
            throw MessageFrame.Error(StatusCode.Cancelled, "No message returned from method.");
        }

        if (_timer is null)
        {
            WriteCore(message, serializer, options);
            return;
        }

        lock (Gate)
        {
            WriteCore(message, serializer, options);
        }
    }

    /// <summary>Writes the message of a stream and completes when the caller keeps up.</summary>
    public Task WriteNextAsync<T>(T message, Action<T, SerializationContext> serializer, WriteOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        if (_ended)
        {
            return Task.FromException(CannotWrite());
        }

        Write(message, serializer, options);
        _headersSent = true;
        options ??= WriteOptions;
        if (options is not null && (options.Flags & WriteFlags.BufferHint) != 0)
        {
            return Task.CompletedTask;
        }

        if (!cancellationToken.CanBeCanceled && _timer is not null)
        {
            // A caller that does not read must not hold the handler beyond the deadline.
            cancellationToken = CancellationToken;
        }

        var flush = Body.FlushAsync(cancellationToken);
        if (!flush.IsCompletedSuccessfully)
        {
            return AwaitFlushAsync(flush);
        }

        CheckFlush(flush.Result);
        return Task.CompletedTask;
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (_headersSent || _ended)
        {
            throw new InvalidOperationException("Response headers can only be sent once per call.");
        }

        _headersSent = true;
        if (_timer is null)
        {
            WriteHeaders(responseHeaders);
        }
        else
        {
            lock (Gate)
            {
                if (_ended)
                {
                    throw CannotWrite();
                }

                WriteHeaders(responseHeaders);
            }
        }

        return Body.FlushAsync().AsTask();
    }

    private void WriteHeaders(Metadata headers)
    {
        AppendMetadata(HttpContext.Response.Headers, headers);
        if (headers.GetValue(GrpcHeaders.EncodingRequest) is { } encoding)
        {
            CompressResponse(encoding);
        }
    }

    private void CompressResponse(string encoding)
    {
        var headers = HttpContext.Response.Headers;
        if (encoding == GrpcHeaders.Identity || !_options.Compression.TryGet(encoding, out var provider) || !Accepts(encoding))
        {
            _responseCompression = null;
            headers.Remove(GrpcHeaders.Encoding);
            return;
        }

        _responseCompression = provider;
        headers.GrpcEncoding = encoding;
    }

    private bool Accepts(string encoding)
    {
        foreach (var line in HttpContext.Request.Headers.GrpcAcceptEncoding)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                if (line.AsSpan()[part].Trim().SequenceEqual(encoding))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void WriteCore<T>(T message, Action<T, SerializationContext> serializer, WriteOptions? options)
    {
        if (_ended)
        {
            throw CannotWrite();
        }

        options ??= WriteOptions;
        var compression = options is not null && (options.Flags & WriteFlags.NoCompress) != 0 ? null : _responseCompression;
        var body = Body;
        try
        {
            FrameSerializationContext.Serialize(message, serializer, body, _options.MaxSendMessageSize, compression, _options.ResponseCompressionLevel);
            _bodyWritten = true;
        }
        catch
        {
            // A marshaller that fails halfway has begun the body, and then the status must follow in trailers.
            _bodyWritten |= body.UnflushedBytes > 0;
            throw;
        }
    }

    private async Task AwaitFlushAsync(ValueTask<FlushResult> flush) => CheckFlush(await flush);

    private void CheckFlush(FlushResult result)
    {
        if (result.IsCompleted || result.IsCanceled)
        {
            throw CannotWrite();
        }
    }

    private Exception CannotWrite() => _ended && _endedByDeadline is null
        ? new InvalidOperationException("Can't write the message because the request is complete.")
        : new OperationCanceledException("The call ended before the message could be written.", _timer is null ? HttpContext.RequestAborted : OwnToken());
}
