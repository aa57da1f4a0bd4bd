using System.Net;
using System.Net.Http.Headers;

namespace Summit.GrpcTests;

/// <summary>Sends requests that no gRPC client would send.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
    {
        BaseAddress = address,
        Timeout = TestHost.Patience,
    };

    /// <summary>A frame around bytes.</summary>
    public static byte[] Frame(byte flag, int length, params ReadOnlySpan<byte> payload) =>
        [flag, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, .. payload];

    public async Task<RawAnswer> PostAsync(string path, HttpContent? content, string? contentType = "application/grpc", Action<HttpRequestHeaders>? headers = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path)
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        if (content is not null && contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        request.Headers.TryAddWithoutValidation("TE", "trailers");
        headers?.Invoke(request.Headers);
        using var response = await _client.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        return new RawAnswer(response.StatusCode, Find(response, "grpc-status"), Find(response, "grpc-message"), body, response.Headers, response.TrailingHeaders);
    }

    public Task<RawAnswer> PostAsync(string path, byte[] body, Action<HttpRequestHeaders>? headers = null) =>
        PostAsync(path, new ByteArrayContent(body), headers: headers);

    public void Dispose() => _client.Dispose();

    private static string? Find(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var headers) ? headers.Single()
        : response.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers.Single() : null;
}

internal sealed record RawAnswer(HttpStatusCode Http, string? Status, string? Message, byte[] Body, HttpResponseHeaders Headers, HttpResponseHeaders Trailers);
