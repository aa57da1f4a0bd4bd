using System.Globalization;
using Microsoft.Net.Http.Headers;
using Summit.Gateway.Edge;
using Summit.Policy;

namespace Summit.Gateway.Web.Connect;

/// <summary>What a Connect request asks for, read off its line and headers before these become those of gRPC.</summary>
internal sealed class ConnectCall
{
    private const string UnaryPrefix = "application/";
    private const string StreamPrefix = "application/connect+";
    private const int MostTimeoutDigits = 10;

    private ConnectCall(RpcMethod method, Codec codec)
    {
        Method = method;
        Codec = codec;
    }

    public RpcMethod Method { get; }

    public Codec Codec { get; }

    /// <summary>Whether messages stand in envelopes: so in every method that is not unary.</summary>
    public bool Enveloped => Method.Type != Grpc.Core.MethodType.Unary;

    /// <summary>The request's message when it came with GET; null when it is in the body.</summary>
    public byte[]? Sent { get; private set; }

    /// <summary>How the request is compressed; null when it is not.</summary>
    public string? Encoding { get; private init; }

    /// <summary>Whether the answer may be compressed with gzip.</summary>
    public bool AcceptsGzip { get; private init; }

    /// <summary>The <c>if-none-match</c> of a GET.</summary>
    public string? IfNoneMatch { get; private init; }

    /// <summary>The caller's limit in milliseconds; null when it names none.</summary>
    public long? TimeoutMilliseconds { get; private set; }

    /// <summary>A mistake that the call ends with as soon as its caller has been found to be allowed to call at all.</summary>
    public Google.Rpc.Status? Fault { get; private set; }

    /// <summary>Content type of the answer.</summary>
    public string ContentType => (Enveloped ? StreamPrefix : UnaryPrefix) + Codec.Name;

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="method">Method that its path names.</param>
    /// <param name="refusal">Why it is no Connect request: HTTP status and a sentence.</param>
    /// <returns>Null when it is none.</returns>
    public static ConnectCall? Read(HttpRequest request, RpcMethod method, out (int Status, string Why) refusal)
    {
        refusal = default;
        var unary = method.Type == Grpc.Core.MethodType.Unary;
        var isGet = HttpMethods.IsGet(request.Method);
        if (!HttpMethods.IsPost(request.Method) && !(isGet && AllowsGet(method)))
        {
            refusal = (StatusCodes.Status405MethodNotAllowed, $"{request.Method} is not allowed here; {Name(method)} takes {Allowed(method)}.");
            return null;
        }

        if (isGet)
        {
            return ReadGet(request, method, out refusal);
        }

        var prefix = unary ? UnaryPrefix : StreamPrefix;
        if (CodecOf(request.ContentType, prefix) is not { } codec)
        {
            refusal = (StatusCodes.Status415UnsupportedMediaType, $"The content type {request.ContentType ?? "that is not named"} is not taken here; {Name(method)} takes {prefix}json and {prefix}proto.");
            return null;
        }

        var headers = request.Headers;
        var call = new ConnectCall(method, codec)
        {
            Encoding = EncodingOf(unary ? headers.ContentEncoding.ToString() : headers["connect-content-encoding"].ToString()),
            AcceptsGzip = Accepts(unary ? headers.AcceptEncoding.ToString() : headers["connect-accept-encoding"].ToString()),
        };
        call.ReadTimeout(headers);
        call.CheckVersion(headers["connect-protocol-version"], "connect-protocol-version", "1");
        return call;
    }

    /// <summary>Methods of HTTP that a method takes.</summary>
    public static string Allowed(RpcMethod method) => AllowsGet(method) ? "GET, POST" : "POST";

    private static bool AllowsGet(RpcMethod method) => method is { Type: Grpc.Core.MethodType.Unary, SideEffects: false };

    private static string Name(RpcMethod method) => method.FullName[1..];

    private static ConnectCall? ReadGet(HttpRequest request, RpcMethod method, out (int Status, string Why) refusal)
    {
        refusal = default;
        var query = request.Query;
        if (!query.TryGetValue("encoding", out var name) || Codec.Find(name.ToString()) is not { } codec)
        {
            refusal = (StatusCodes.Status415UnsupportedMediaType, $"A GET of {Name(method)} needs ?encoding=json or ?encoding=proto, and &message= with the request.");
            return null;
        }

        var call = new ConnectCall(method, codec)
        {
            Encoding = EncodingOf(query["compression"].ToString()),
            AcceptsGzip = Accepts(request.Headers.AcceptEncoding.ToString()),
            IfNoneMatch = request.Headers.IfNoneMatch.ToString(),
        };
        call.ReadTimeout(request.Headers);
        call.CheckVersion(query["connect"], "connect", "v1");
        call.ReadMessage(query["message"], query["base64"] == "1");
        return call;
    }

    private void ReadMessage(string? message, bool base64)
    {
        Sent = [];
        if (message is null)
        {
            Fault ??= GatewayErrors.MalformedHeader("message", "is missing in the query");
        }
        else if (!base64)
        {
            Sent = System.Text.Encoding.UTF8.GetBytes(message);
        }
        else
        {
            try
            {
                var standard = message.Replace('-', '+').Replace('_', '/').TrimEnd('=');
                Sent = Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
            }
            catch (FormatException)
            {
                Fault ??= GatewayErrors.MalformedHeader("message", "in the query is not URL-safe base64");
            }
        }
    }

    private void ReadTimeout(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue("connect-timeout-ms", out var text))
        {
            return;
        }

        if (text.ToString() is { Length: > 0 and <= MostTimeoutDigits } digits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
        {
            TimeoutMilliseconds = milliseconds;
        }
        else
        {
            Fault = GatewayErrors.MalformedHeader("connect-timeout-ms", $"\"{text}\" is not a whole number of milliseconds of at most {MostTimeoutDigits} digits");
        }
    }

    private void CheckVersion(string? version, string name, string known)
    {
        if (version is not null && version != known)
        {
            Fault ??= GatewayErrors.MalformedHeader(name, $"\"{version}\" is not a version that is known here; send {known} or leave it out");
        }
    }

    private static Codec? CodecOf(string? contentType, string prefix)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return Codec.Find(type.MediaType.ToString()[prefix.Length..].ToLowerInvariant());
    }

    private static string? EncodingOf(string encoding) => encoding is "" or "identity" ? null : encoding;

    private static bool Accepts(string encodings) => encodings.Split(',').Any(e => e.Split(';') is [var name, .. var q] && name.Trim() == "gzip" && !q.Any(v => v.Trim() is "q=0" or "q=0.0"));
}
