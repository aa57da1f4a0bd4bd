using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Gateway.Edge;
using Summit.Gateway.Web.Compression;
using Summit.Hosting.Errors;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Web.Connect;

/// <summary>Writes the answer of a unary call: the message alone, or the error with its HTTP status.</summary>
internal static class UnaryAnswer
{
    private const string ErrorContentType = "application/json";
    private const string TrailerPrefix = "trailer-";

    /// <summary>Writes an answer.</summary>
    public static async Task WriteAsync(HttpContext http, ConnectCall call, GrpcAnswer answer, RpcStatus status)
    {
        var response = http.Response;
        foreach (var (name, values) in answer.Trailers)
        {
            response.Headers[TrailerPrefix + name] = values;
        }

        if (status.Code != 0)
        {
            await WriteErrorAsync(response, status, call.AcceptsGzip, ConnectError.HttpStatus(status));
            return;
        }

        if (call.Sent is not null && IsHeld(response, call, answer.Message.Span))
        {
            response.Headers.Remove(HeaderNames.ContentType);
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        ReadOnlyMemory<byte> message;
        try
        {
            message = call.Codec.FromProto(call.Method, answer.Message);
        }
        catch (CallEndedException e)
        {
            await WriteErrorAsync(response, e.Status.WithTraceOf(http), call.AcceptsGzip, ConnectError.HttpStatus(e.Status));
            return;
        }

        response.ContentType = call.ContentType;
        await SendAsync(response, message, call.AcceptsGzip);
    }

    /// <summary>Writes an error.</summary>
    public static async Task WriteErrorAsync(HttpResponse response, RpcStatus status, bool acceptsGzip, int httpStatus)
    {
        response.StatusCode = httpStatus;
        response.ContentType = ErrorContentType;
        if (httpStatus == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (ConnectError.RetryAfter(status) is { } seconds)
        {
            response.Headers.RetryAfter = seconds;
        }

        var body = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(body))
        {
            ConnectError.Write(json, status);
        }

        await SendAsync(response, body.WrittenMemory, acceptsGzip);
    }

    /// <summary>Names the trace of a request in an error that begins here.</summary>
    public static RpcStatus WithTraceOf(this RpcStatus status, HttpContext http)
    {
        var trace = http.Response.Headers[SummitMetadata.TraceId] is [{ } known] ? known : new CallTrace(http.Request.Headers).Id;
        if (!http.Response.HasStarted)
        {
            http.Response.Headers[SummitMetadata.TraceId] = trace;
        }

        return status.WithTrace(trace);
    }

    /// <summary>
    /// Marks the answer of a GET with its revision, and says whether the caller holds it. The mark also has a hash of the content:
    /// another caller may see something else at the same revision, and after a commit elsewhere this content may be what it was.
    /// </summary>
    private static bool IsHeld(HttpResponse response, ConnectCall call, ReadOnlySpan<byte> message)
    {
        if (response.Headers[SummitMetadata.Revision] is not [{ } revision])
        {
            return false;
        }

        var content = XxHash64.HashToUInt64(message).ToString("x16", CultureInfo.InvariantCulture);
        response.Headers.ETag = $"W/\"{revision};{content}\"";
        response.Headers.CacheControl = "no-cache";
        response.Headers.Append(HeaderNames.Vary, "authorization, accept-encoding");
        return EntityTagHeaderValue.TryParseList([call.IfNoneMatch ?? ""], out var held) && held.Any(tag => tag.Tag == "*" || tag.Tag.EndsWith($";{content}\"", StringComparison.Ordinal));
    }

    private static async Task SendAsync(HttpResponse response, ReadOnlyMemory<byte> body, bool acceptsGzip)
    {
        if (acceptsGzip && body.Length >= Gzip.Worthwhile)
        {
            body = Gzip.Compress(body.Span);
            response.Headers.ContentEncoding = Gzip.Name;
        }

        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body);
    }
}
