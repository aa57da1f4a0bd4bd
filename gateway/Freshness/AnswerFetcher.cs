using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Gateway.Edge;
using Summit.Gateway.Feed;
using Summit.Gateway.Upstream;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Freshness;

/// <summary>Asks a service on behalf of everybody who asks the same, bound to no caller's deadline.</summary>
internal sealed class AnswerFetcher(FeedSet feeds, CacheOptions options, TimeProvider time)
{
    // Beside the caller's access these are all that a service may look at; the rest of the metadata is one caller's own.
    private static readonly string[] Passed = [SummitMetadata.Authorization, "user-agent"];
    private const int FirstRead = 4 * 1024;

    /// <summary>Returns what the service says, or what its silence means.</summary>
    public async Task<Answer> FetchAsync(Question question)
    {
        var route = question.Route;
        var limit = route.Method.MaxDeadline;
        var deadline = CallDeadline.Start(time, null, limit, limit);
        using var end = new CancellationTokenSource(limit);
        Replica? replica = null;
        try
        {
            using var content = new MessageContent(question.Request.Framed);
            content.Headers.TryAddWithoutValidation("content-type", StatusWriter.GrpcContentType);
            using var message = UpstreamRequest.Create(content, deadline);
            foreach (var (name, value) in question.Metadata)
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }

            (var response, replica) = await route.Upstream!.SendAsync(message, route.Path, end.Token);
            using (response)
            {
                return await ReadAsync(route, question.Plan, response, end.Token);
            }
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            return Failed(end.IsCancellationRequested ? GatewayErrors.DeadlineExceeded(limit) : UpstreamFailure.ToError(e, route.Method.Package));
        }
        finally
        {
            replica?.Leave();
        }
    }

    /// <summary>The metadata of a call that the service gets to see.</summary>
    public static List<KeyValuePair<string, string>> MetadataOf(GatewayCall call)
    {
        var headers = call.Http.Request.Headers;
        List<KeyValuePair<string, string>> kept = [.. call.Trace.ToPassOn()];
        foreach (var name in Passed)
        {
            if (headers.TryGetValue(name, out var value))
            {
                kept.Add(new(name, value.ToString()));
            }
        }

        return kept;
    }

    private async Task<Answer> ReadAsync(MethodRoute route, ReadPlan plan, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var service = route.Method.Package;
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return Failed(UpstreamFailure.FromHttpStatus((int)response.StatusCode, service));
        }

        var body = await BodyAsync(response, cancellationToken);
        if (body is null)
        {
            return Failed(GatewayErrors.AnswerTooLarge(service, options.MaxAnswerBytes));
        }

        var headers = response.Headers.NonValidated;
        var end = headers.Contains(StatusWriter.GrpcStatus) ? headers : response.TrailingHeaders.NonValidated;
        if (!int.TryParse(Value(end, StatusWriter.GrpcStatus), NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return Failed(GatewayErrors.ServiceUnavailable(service, "ended the answer without a status"));
        }

        var vector = Value(headers, SummitMetadata.Revision) ?? Value(end, SummitMetadata.Revision);
        feeds.Seen(vector);
        return new Answer
        {
            Status = (StatusCode)code,
            Message = Value(end, StatusWriter.GrpcMessage),
            Details = Value(end, SummitMetadata.StatusDetails),
            Body = body,
            Vector = vector,
            Read = headers.Contains(SummitMetadata.NotKept) ? null : plan.Parse(vector),
            Time = time.GetUtcNow(),
        };
    }

    private async Task<byte[]?> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var bytes = new byte[FirstRead];
        var length = 0;
        int read;
        while ((read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken)) > 0)
        {
            length += read;
            if (length > options.MaxAnswerBytes)
            {
                return null;
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, length * 2);
            }
        }

        return bytes[..length];
    }

    private Answer Failed(RpcStatus status) => new()
    {
        Status = (StatusCode)status.Code,
        Message = StatusWriter.PercentEncode(status.Message),
        Details = StatusWriter.Encode(status),
        Body = [],
        Time = time.GetUtcNow(),
    };

    private static string? Value(HttpHeadersNonValidated headers, string name) => headers.TryGetValues(name, out var values) ? values.ToString() : null;
}
