using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Summit.Client;
using Summit.Gateway.Edge;
using Summit.Gateway.Upstream;

namespace Summit.Gateway.Calls;

/// <summary>
/// Passes a call on to its service and the answer back, as bytes. Nothing is sent to the caller before the service has sent
/// its headers, so that every failure until then is one block of headers that clients may retry.
/// </summary>
internal static class Forwarder
{
    // A single answer is flushed in pieces of this size; a stream is flushed as it comes.
    private const int FlushBytes = 64 * 1024;
    private const int ReadBytes = 16 * 1024;

    /// <summary>Forwards a call whose request is one message.</summary>
    public static async Task ForwardAsync(GatewayCall call, RequestMessage message)
    {
        using var content = new MessageContent(message.Framed);
        await ForwardAsync(call, content, uncompressed: true);
    }

    /// <summary>Forwards a call whose request is a stream.</summary>
    public static async Task ForwardAsync(GatewayCall call)
    {
        // A stream has no size and no pace; the service limits each of its messages.
        call.Http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        call.Http.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = null;
        using var content = new StreamedContent(call.Http.Request.BodyReader);
        await ForwardAsync(call, content, uncompressed: false, content);
    }

    private static async Task ForwardAsync(GatewayCall call, HttpContent content, bool uncompressed, StreamedContent? streamed = null)
    {
        var upstream = call.Route.Upstream;
        if (upstream is null)
        {
            call.Fail(GatewayErrors.NotConfigured(call.Route.Method.Package));
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.Http.RequestAborted, call.Leaving);
        if (call.Deadline.Limit != Timeout.InfiniteTimeSpan)
        {
            end.CancelAfter(call.Deadline.Left);
        }

        Replica? replica = null;
        try
        {
            using var request = CreateRequest(call, content, uncompressed);
            (var response, replica) = await upstream.SendAsync(request, call.Route.Path, end.Token);
            using (response)
            {
                await AnswerAsync(call, response, end.Token);
            }
        }
        catch (Exception e)
        {
            await call.FailAsync(e, end.IsCancellationRequested);
        }
        finally
        {
            replica?.Leave();
            if (streamed is not null)
            {
                await end.CancelAsync();
                await streamed.EndedAsync();
            }
        }
    }

    private static HttpRequestMessage CreateRequest(GatewayCall call, HttpContent content, bool uncompressed)
    {
        var request = UpstreamRequest.Create(content, call.Deadline);
        HeaderRules.CopyRequest(call.Http.Request.Headers, request, uncompressed);
        foreach (var (name, value) in call.Trace.ToPassOn())
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        content.Headers.TryAddWithoutValidation("content-type", call.Http.Request.ContentType);
        return request;
    }

    private static async Task AnswerAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            call.Fail(UpstreamFailure.FromHttpStatus((int)response.StatusCode, call.Route.Method.Package));
            return;
        }

        var http = call.Http;
        HeaderRules.CopyAnswer(response.Headers.NonValidated, http.Response.Headers);
        HeaderRules.CopyAnswer(response.Content.Headers.NonValidated, http.Response.Headers);
        http.Response.Headers[SummitMetadata.TraceId] = call.Trace.Id;
        http.Response.Headers[SummitMetadata.Cache] = CacheOutcome.Bypass;
        call.Seen(http.Response.Headers);
        if (http.Response.Headers.ContainsKey(StatusWriter.GrpcStatus))
        {
            call.End(http.Response.Headers);
            return;
        }

        await CopyBodyAsync(call, response, cancellationToken);
        var trailers = http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        HeaderRules.CopyAnswer(response.TrailingHeaders.NonValidated, trailers);
        call.Seen(trailers);
        if (trailers.ContainsKey(StatusWriter.GrpcStatus))
        {
            call.End(trailers);
        }
        else
        {
            call.Fail(GatewayErrors.ServiceUnavailable(call.Route.Method.Package, "ended the answer without a status"));
        }
    }

    private static async Task CopyBodyAsync(GatewayCall call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var writer = call.Http.Response.BodyWriter;
        if (!call.Route.SingleAnswer)
        {
            // Starting the response would not send its headers, and a caller may wait for them before it goes on.
            await writer.FlushAsync(cancellationToken);
        }

        var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var unflushed = 0;
        while (true)
        {
            var read = await body.ReadAsync(writer.GetMemory(ReadBytes), cancellationToken);
            if (read == 0)
            {
                return;
            }

            writer.Advance(read);
            unflushed += read;
            if (!call.Route.SingleAnswer || unflushed >= FlushBytes)
            {
                // Waits for a slow caller, and so does the service.
                await writer.FlushAsync(cancellationToken);
                unflushed = 0;
            }
        }
    }
}
