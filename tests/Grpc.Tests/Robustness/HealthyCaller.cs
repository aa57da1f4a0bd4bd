using System.Net;
using System.Net.Http.Headers;

namespace Summit.GrpcTests.Robustness;

/// <summary>A well-behaved caller, on a plain HTTP client so that only the server is on trial.</summary>
internal sealed class HealthyCaller(Uri server) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = server, Timeout = TimeSpan.FromSeconds(30) };

    public async Task CallAsync()
    {
        var body = Frames.Message("healthy"u8);
        using var request = new HttpRequestMessage(HttpMethod.Post, EchoServer.Unary.FullName)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
            Headers = { { "te", "trailers" } },
        };
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        Assert.True(answer.AsSpan().SequenceEqual(body), $"{(int)response.StatusCode} {response.Headers}{response.TrailingHeaders}{answer.Length} bytes");
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    public void Dispose() => _http.Dispose();
}
