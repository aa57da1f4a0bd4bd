using System.Collections.Frozen;

namespace Summit.Gateway.Web;

/// <summary>Headers of browsers: what an answer tells them, and what of a request is theirs alone.</summary>
internal static class WebHeaders
{
    private static readonly FrozenSet<string> OfTheBrowser = new[]
    {
        "accept", "accept-charset", "accept-encoding", "accept-language", "cache-control", "content-encoding", "cookie", "dnt", "if-match", "if-modified-since",
        "if-none-match", "origin", "pragma", "priority", "range", "referer", "upgrade-insecure-requests", "x-requested-with",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Says to a browser how an answer may be used. The page of the explorer loosens the policy for itself.</summary>
    public static void Protect(HttpContext http)
    {
        // At the last moment: an error clears the headers that stand there before it.
        http.Response.OnStarting(static state =>
        {
            var http = (HttpContext)state;
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["referrer-policy"] = "no-referrer";
            headers["cross-origin-resource-policy"] = "same-origin";
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            }

            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "no-store";
            }

            if (http.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000";
            }

            return Task.CompletedTask;
        }, http);
    }

    /// <summary>Removes what a service must not see and what would change the meaning of a call; cookies above all.</summary>
    public static void RemoveOfTheBrowser(IHeaderDictionary headers)
    {
        List<string>? gone = null;
        foreach (var name in headers.Keys)
        {
            if (OfTheBrowser.Contains(name) || name.StartsWith("sec-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("connect-", StringComparison.OrdinalIgnoreCase))
            {
                (gone ??= []).Add(name);
            }
        }

        gone?.ForEach(name => headers.Remove(name));
    }
}
