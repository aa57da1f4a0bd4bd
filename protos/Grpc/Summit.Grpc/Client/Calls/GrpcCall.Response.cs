using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Protocol;

namespace Grpc.Net.Client.Calls;

/// <summary>The response: headers, where its messages are, and the status behind them.</summary>
internal abstract partial class GrpcCall
{
    private ResponseReader? _reader;
    private bool _trailersOnly;
    private TaskCompletionSource<Metadata>? _headers;

    protected HttpResponseMessage? Response { get; private set; }

    public ResponseReader Reader => _reader ?? throw new InvalidOperationException("The response has no messages.");

    /// <summary>The response headers; made into a task only for callers that ask.</summary>
    public Task<Metadata> GetResponseHeadersAsync()
    {
        lock (_cancellation)
        {
            _headers ??= new TaskCompletionSource<Metadata>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        CompleteHeaders();
        return _headers.Task;
    }

    /// <summary>Ends the call with the status in the trailers; the messages have been read.</summary>
    public void FinishFromTrailers()
    {
        Finish(TryReadStatus(Response!.TrailingHeaders, out var status)
            ? status
            : new Status(StatusCode.Unknown, "No grpc-status found on response."));
        _reader?.Dispose();
    }

    private void AcceptResponse(HttpResponseMessage response)
    {
        Response = response;
        if (_finished || _cause != (int)EndCause.None)
        {
            response.Dispose();
            throw _finished ? Error() : Fail(CauseStatus());
        }

        var headers = response.Headers;
        if (TryReadStatus(headers, out var status))
        {
            // Trailers-only. A status told outranks whatever HTTP says.
            _trailersOnly = true;
            Finish(status);
            return;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Fail(StatusMapping.FromHttp(response.StatusCode), $"Bad gRPC response. HTTP status code: {(int)response.StatusCode}");
        }

        var contentType = Get(response.Content.Headers, "Content-Type");
        if (!GrpcHeaders.IsGrpcContentType(contentType))
        {
            throw Fail(StatusCode.Unknown, $"Bad gRPC response. Invalid content-type value: {contentType ?? "none"}");
        }

        _reader = new ResponseReader(response.Content.ReadAsStream(Token), Channel.MaxReceiveMessageSize, ReadCompression(headers));
        CompleteHeaders();
    }

    private Exception Fail(StatusCode code, string detail) => Fail(new Status(code, detail));

    private ICompressionProvider? ReadCompression(HttpResponseHeaders headers)
    {
        if (Get(headers, GrpcHeaders.Encoding) is not { } name || name == GrpcHeaders.Identity)
        {
            return null;
        }

        return Channel.Compression.TryGet(name, out var provider)
            ? provider
            : throw Fail(StatusCode.Internal, $"Unsupported grpc-encoding value '{name}'. Supported encodings: {Channel.Compression.AcceptEncoding}");
    }

    /// <summary>Whether the response has ended with a failure, which then is the status of the call.</summary>
    private bool TryFinishWithFailure()
    {
        if (Response is null || !TryReadStatus(Response.TrailingHeaders, out var status) || status.StatusCode == StatusCode.OK)
        {
            return false;
        }

        FinishFromTrailers();
        return true;
    }

    private void CompleteHeaders()
    {
        if (_headers is null)
        {
            return;
        }

        if (_reader is not null || _trailersOnly)
        {
            _headers.TrySetResult(Received(Response!.Headers));
        }
        else if (_finished)
        {
            _headers.TrySetException(Error());

            // Asking for headers does not oblige anyone to await them.
            _ = _headers.Task.Exception;
        }
    }

    private Metadata ReadTrailers() =>
        Response is null ? Metadata.Empty : Received(_trailersOnly ? Response.Headers : Response.TrailingHeaders);

    private static Metadata Received(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers.NonValidated)
        {
            if (GrpcHeaders.IsReserved(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                // A value that is not base64 is left out: it must not hide the status.
                MetadataCodec.TryAdd(metadata, name, value);
            }
        }

        return metadata.Freeze();
    }

    private static bool TryReadStatus(HttpResponseHeaders headers, out Status status)
    {
        status = default;
        if (Get(headers, GrpcHeaders.Status) is not { } text)
        {
            return false;
        }

        var message = Get(headers, GrpcHeaders.Message);
        status = int.TryParse(text, out var code) && Enum.IsDefined((StatusCode)code)
            ? new Status((StatusCode)code, message is null ? "" : PercentEncoding.Decode(message))
            : new Status(StatusCode.Unknown, $"Unexpected grpc-status value: {text}. {message}");
        return true;
    }

    private static string? Get(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) && values.Count > 0 ? values.ToString() : null;
}
