using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Summit.Client.Identity;

namespace Summit.Hosting.Options;

/// <summary>Whom tokens come from; section <c>Summit:Identity</c>.</summary>
public sealed class IdentityOptions
{
    /// <summary>OpenID Connect issuer whose discovery document names the keys, for example <c>https://login.example</c>. Default: none.</summary>
    public string? Authority { get; set; }

    /// <summary>Issuer that tokens must name. Default: the authority's own.</summary>
    public string? Issuer { get; set; }

    /// <summary>Audience that tokens must name. Default: <c>summit</c>.</summary>
    public string Audience { get; set; } = IdentityDefaults.Audience;

    /// <summary>File with a JSON Web Key Set, where there is no authority to ask. Default: none.</summary>
    public string? KeysFile { get; set; }

    /// <summary>Claim that holds the role. Default: <c>role</c>.</summary>
    public string RoleClaim { get; set; } = IdentityDefaults.RoleClaim;

    /// <summary>Claim that holds a delegation's nation. Default: <c>nation</c>.</summary>
    public string NationClaim { get; set; } = IdentityDefaults.NationClaim;

    /// <summary>Key file of the development issuer; written when missing. Development only. Default: none.</summary>
    public string? DevelopmentKeyFile { get; set; }

    /// <summary>How far clocks may differ. Default: 30 s.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Most validated tokens that are remembered. Default: 10,000.</summary>
    public int RememberedTokens { get; set; } = 10_000;

    internal IEnumerable<string> Errors(bool development)
    {
        if (!development && DevelopmentKeyFile is not null)
        {
            yield return "Summit:Identity:DevelopmentKeyFile is set, but the development issuer is refused outside Development; set Summit:Identity:Authority";
        }

        if (!development && Authority is null && KeysFile is null)
        {
            yield return "Summit:Identity:Authority (or KeysFile with Issuer) is needed outside Development: somebody must issue the tokens";
        }

        if (Authority is not null && (!Uri.TryCreate(Authority, UriKind.Absolute, out var uri) || !(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback))))
        {
            yield return $"Summit:Identity:Authority \"{Authority}\" is not an https address";
        }

        if (KeysFile is not null && (Issuer is null || !File.Exists(KeysFile)))
        {
            yield return $"Summit:Identity:KeysFile \"{KeysFile}\" needs to exist, and Summit:Identity:Issuer to be set beside it";
        }
        else if (KeysFile is not null && KeysFault(KeysFile) is { } wrong)
        {
            yield return $"Summit:Identity:KeysFile \"{KeysFile}\" is not a JSON Web Key Set: {wrong}";
        }

        if (development && DevelopmentKeyFile is not null && File.Exists(DevelopmentKeyFile) && !HoldsKey(DevelopmentKeyFile))
        {
            yield return $"Summit:Identity:DevelopmentKeyFile \"{DevelopmentKeyFile}\" holds no key of at least 32 bytes in base64; delete it to get a new one";
        }

        if (ClockSkew < TimeSpan.Zero || ClockSkew > TimeSpan.FromMinutes(5))
        {
            yield return $"Summit:Identity:ClockSkew {ClockSkew} is outside what is allowed: 0 to 5 minutes";
        }

        if (RememberedTokens < 0)
        {
            yield return $"Summit:Identity:RememberedTokens {RememberedTokens} is negative";
        }
    }

    // Else the host would be ready and every call would fail.
    private static string? KeysFault(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return new JsonWebKeySet(document.RootElement.GetRawText()).GetSigningKeys().Count > 0 ? null : "keys holds no key that signs";
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return UnreadableJson.Describe(e);
        }
    }

    private static bool HoldsKey(string file)
    {
        try
        {
            return DevelopmentIssuer.OpenExisting(file).Key.Length > 0;
        }
        catch (Exception e) when (e is FormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
