using System.Globalization;
using System.IO.Hashing;
using Microsoft.Net.Http.Headers;
using Summit.Gateway.Web.Compression;

namespace Summit.Gateway.Web.Pages;

/// <summary>A document that stays the same as long as the gateway runs.</summary>
internal sealed class Page
{
    private readonly byte[] _plain;
    private readonly byte[] _compressed;
    private readonly string _contentType;
    private readonly string _tag;
    private readonly string? _policy;

    /// <summary>Makes a page.</summary>
    /// <param name="content">Its bytes.</param>
    /// <param name="contentType">Their type.</param>
    /// <param name="policy">Content security policy of its own; null for that of everything else.</param>
    public Page(byte[] content, string contentType, string? policy = null)
    {
        (_plain, _compressed, _contentType, _policy) = (content, Gzip.Compress(content), contentType, policy);
        _tag = $"\"{XxHash64.HashToUInt64(content).ToString("x16", CultureInfo.InvariantCulture)}\"";
    }

    /// <summary>Writes it, unless the caller holds it.</summary>
    public async Task WriteAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        response.Headers.ETag = _tag;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (_policy is not null)
        {
            response.Headers.ContentSecurityPolicy = _policy;
        }

        if (request.Headers.IfNoneMatch.ToString().Contains(_tag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var gzip = request.Headers.AcceptEncoding.ToString().Contains(Gzip.Name, StringComparison.Ordinal);
        var content = gzip ? _compressed : _plain;
        response.ContentType = _contentType;
        response.ContentLength = content.Length;
        if (gzip)
        {
            response.Headers.ContentEncoding = Gzip.Name;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            await response.BodyWriter.WriteAsync(content);
        }
    }
}
