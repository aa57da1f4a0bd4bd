using System.Net;

namespace Summit.Gateway.Upstream;

/// <summary>What every request to a service has in common.</summary>
internal static class UpstreamRequest
{
    /// <summary>A gRPC request with what is left of a deadline; the replica that is chosen completes its address.</summary>
    public static HttpRequestMessage Create(HttpContent content, CallDeadline deadline)
    {
        var request = new HttpRequestMessage
        {
            Method = HttpMethod.Post,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        if (deadline.Limit != Timeout.InfiniteTimeSpan)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", CallDeadline.Format(deadline.Left));
        }

        return request;
    }
}
