using System.Collections.Frozen;
using System.Net.Http.Headers;
using Microsoft.Extensions.Primitives;

namespace Summit.Gateway.Upstream;

/// <summary>Which metadata goes to the next hop: all of it but what belongs to one connection or is made anew there.</summary>
internal static class HeaderRules
{
    // Of the connection; or of this hop (the deadline shrinks, the span is the parent, the content has its own type).
    private static readonly FrozenSet<string> OfThisHop = new[]
    {
        "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "te", "host", "content-length", "content-type",
        "grpc-timeout", "traceparent", "tracestate", "baggage",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> OfThatHop =
        new[] { "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "server", "date", "content-length" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies a caller's metadata to the request for the service.</summary>
    public static void CopyRequest(IHeaderDictionary from, HttpRequestMessage to, bool uncompressed)
    {
        foreach (var (name, values) in from)
        {
            if (name[0] == ':' || OfThisHop.Contains(name) || (uncompressed && name.Equals("grpc-encoding", StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (values.Count == 1)
            {
                to.Headers.TryAddWithoutValidation(name, (string?)values);
            }
            else
            {
                to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values.ToArray());
            }
        }
    }

    /// <summary>Copies a service's metadata to the answer, headers or trailers.</summary>
    public static void CopyAnswer(HttpHeadersNonValidated from, IHeaderDictionary to)
    {
        foreach (var (name, values) in from)
        {
            if (!OfThatHop.Contains(name))
            {
                to[name] = values.Count == 1 ? new StringValues(values.ToString()) : new StringValues([.. values]);
            }
        }
    }
}
