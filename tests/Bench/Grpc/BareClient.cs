using System.Net;
using System.Net.Http.Headers;

namespace Summit.Bench.Grpc;

/// <summary>The same requests through a bare HttpClient: bytes out, bytes in, status from the trailers.</summary>
internal sealed class BareClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[64 * 1024];

    public BareClient(Uri address, byte[] request)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };
        _request = request;
    }

    public async Task CallAsync(Uri uri)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(_request),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        while (await body.ReadAsync(_buffer) > 0)
        {
        }

        if (!response.TrailingHeaders.TryGetValues("grpc-status", out var values) || values.Single() != "0")
        {
            throw new InvalidOperationException("The call failed.");
        }
    }

    public Uri Absolute(string path) => new(_client.BaseAddress!, path);

    public void Dispose() => _client.Dispose();
}
