using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Summit.Gateway.Calls;
using Summit.Gateway.Web.OpenApi;
using Summit.Hosting.Management;

namespace Summit.Gateway.Web.Pages;

/// <summary>What a browser finds at the web port beside the methods: the explorer, and the document that it is made of.</summary>
internal sealed class WebPages(RouteTable routes, HostPorts ports)
{
    // Scripts and styles are files of this port; nothing comes from elsewhere, and nothing stands in the page itself.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Script = "text/javascript; charset=utf-8";
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FrozenDictionary<string, Lazy<Page>> _pages = new Dictionary<string, Lazy<Page>>
    {
        ["/"] = new(() => new Page(Read("explorer.html"), "text/html; charset=utf-8", Policy)),
        ["/explorer.css"] = new(() => new Page(Read("explorer.css"), "text/css; charset=utf-8")),
        ["/explorer.js"] = new(() => new Page(Read("explorer.js"), Script)),
        ["/form.js"] = new(() => new Page(Read("form.js"), Script)),
        ["/code.js"] = new(() => new Page(Read("code.js"), Script)),
        ["/openapi.json"] = new(() => new Page(Encoding.UTF8.GetBytes(ApiDocument.Of(routes, ports).ToJsonString(Compact)), "application/json")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Answers a request for a page; others go on.</summary>
    public Task HandleAsync(HttpContext http, RequestDelegate next) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && _pages.TryGetValue(http.Request.Path.Value ?? "", out var page)
            ? page.Value.WriteAsync(http)
            : next(http);

    private static byte[] Read(string name)
    {
        using var stream = typeof(WebPages).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
