using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Web;

/// <summary>Sends bytes by HTTP to a gateway's web port and reads what comes back; knows no protocol of its own.</summary>
public sealed class WebCaller : IDisposable
{
    public const string Get = "/summit.nations.v1.PositionService/GetPosition";
    public const string List = "/summit.nations.v1.PositionService/ListPositions";
    public const string Create = "/summit.nations.v1.PositionService/CreatePosition";
    public const string Watch = "/summit.nations.v1.ChangeService/WatchChanges";

    private readonly HttpClient _http;

    public WebCaller(RunningGateway gateway, HttpMessageHandler? handler = null, string scheme = "http")
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri($"{scheme}://127.0.0.1:{gateway.Host.Ports.Web}"),
        };
    }

    public Version Version { get; init; } = HttpVersion.Version11;

    /// <summary>Sends a request and reads the whole answer.</summary>
    public async Task<WebAnswer> SendAsync(string method, string path, string? contentType = null, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await OpenAsync(method, path, contentType, body, headers);
        return new WebAnswer(response, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    public Task<WebAnswer> JsonAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, "application/json", Encoding.UTF8.GetBytes(json), headers);

    public Task<WebAnswer> ProtoAsync(string path, IMessage message, params (string Name, string Value)[] headers) =>
        SendAsync("POST", path, "application/proto", message.ToByteArray(), headers);

    /// <summary>Sends a request and returns as soon as the headers of the answer are there.</summary>
    public Task<HttpResponseMessage> OpenAsync(string method, string path, string? contentType, byte[]? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Version = Version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
            {
                request.Content.Headers.TryAddWithoutValidation("content-type", contentType);
            }
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    public static byte[] Gunzip(byte[] compressed)
    {
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>A message with its five bytes, as in gRPC-Web and in streams of Connect.</summary>
    public static byte[] Envelope(byte[] message, byte flags = 0)
    {
        var framed = RawService.Frame(message);
        framed[0] = flags;
        return framed;
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>An answer as it came.</summary>
public sealed class WebAnswer(HttpResponseMessage response, byte[] body)
{
    public int Status { get; } = (int)response.StatusCode;

    public byte[] Body => body;

    public string Text => Encoding.UTF8.GetString(body);

    public JsonElement Json => JsonDocument.Parse(body).RootElement;

    public string? ContentType => response.Content.Headers.ContentType?.ToString();

    /// <summary>Code of Connect's error.</summary>
    public string? Code => Json.GetProperty("code").GetString();

    /// <summary>Reason in ErrorInfo.</summary>
    public string? Reason => Detail("google.rpc.ErrorInfo") is { ValueKind: JsonValueKind.Object } info ? info.GetProperty("reason").GetString() : null;

    /// <summary>Envelopes of the body.</summary>
    public IReadOnlyList<(byte Flags, byte[] Message)> Envelopes
    {
        get
        {
            var list = new List<(byte, byte[])>();
            for (var at = 0; at < body.Length;)
            {
                var length = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(at + 1));
                list.Add((body[at], body[(at + 5)..(at + 5 + length)]));
                at += 5 + length;
            }

            return list;
        }
    }

    public string? Header(string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public JsonElement Detail(string type) => Json.GetProperty("details").EnumerateArray().FirstOrDefault(d => d.GetProperty("type").GetString() == type) is { ValueKind: JsonValueKind.Object } found
        ? found.GetProperty("debug") : default;

    public override string ToString() => $"{Status} {ContentType} {Text}";
}
