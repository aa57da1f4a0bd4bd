using Summit.Hosting.Options;

namespace Summit.Gateway.Web;

/// <summary>The port for browsers, curl and other HTTP clients. Section <c>Gateway:Web</c>.</summary>
internal sealed class WebOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Gateway:Web";

    /// <summary>The port; 0 takes a free one. Default: none, no such port is opened.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// Origins whose pages may call, separated by commas, such as <c>https://plans.example</c>; <c>*</c> for all. Default: none;
    /// in Development every page of this machine.
    /// </summary>
    public string? Origins { get; set; }

    /// <summary>The origins, one by one.</summary>
    public string[] OriginNames() => (Origins ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Everything that is wrong, one sentence each.</summary>
    public IEnumerable<string> Errors()
    {
        if (Port is { } port && Allowed.Between(Section + ":Port", port, 0, ushort.MaxValue) is { } fault)
        {
            yield return fault;
        }

        foreach (var origin in OriginNames().Where(o => o != "*" && !IsOrigin(o)))
        {
            yield return $"{Section}:Origins \"{origin}\" is not an origin such as https://plans.example (scheme, host and port, no path)";
        }
    }

    // A browser sends scheme, host and port, in lower case and without the port of the scheme; what is written otherwise matches nothing.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority) == text;
}
