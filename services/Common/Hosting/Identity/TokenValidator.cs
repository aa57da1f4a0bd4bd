using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Summit.Api.V1;
using Summit.Client.Identity;
using Summit.Hosting.Errors;
using Summit.Hosting.Options;

namespace Summit.Hosting.Identity;

/// <summary>Turns the <c>authorization</c> header of a call into its caller. Services and gateway use the same.</summary>
public sealed partial class TokenValidator
{
    private const string Scheme = "Bearer ";
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly ConcurrentDictionary<string, (Caller Caller, DateTimeOffset Until)> _remembered = new(new HeaderComparer());
    private readonly IdentityOptions _options;
    private readonly TokenValidationParameters _rules;
    private readonly TimeProvider _time;
    private readonly bool _development;

    /// <summary>Prepares the keys; an authority is asked with the first token.</summary>
    public TokenValidator(SummitOptions options, IHostEnvironment environment, TimeProvider time)
    {
        _options = options.Identity;
        _time = time;
        _development = environment.IsDevelopment();
        _rules = new TokenValidationParameters
        {
            ValidAudience = _options.Audience,
            ClockSkew = _options.ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = IsAlive,
        };
        if (_development && _options.DevelopmentKeyFile is { } file)
        {
            _rules.ValidIssuer = DevelopmentIssuer.Issuer;
            _rules.IssuerSigningKey = new SymmetricSecurityKey(DevelopmentIssuer.Open(file, _options.Audience).Key.ToArray());
            _rules.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        }
        else if (_options.KeysFile is { } keys)
        {
            _rules.ValidIssuer = _options.Issuer;
            _rules.IssuerSigningKeys = new JsonWebKeySet(File.ReadAllText(keys)).GetSigningKeys();
        }
        else if (_options.Authority is { } authority)
        {
            _rules.ValidIssuer = _options.Issuer;
            _rules.ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
                authority.TrimEnd('/') + "/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever { RequireHttps = !new Uri(authority).IsLoopback });
        }
    }

    /// <summary>Returns the caller of a call.</summary>
    /// <param name="authorization">The <c>authorization</c> header; null when there is none.</param>
    /// <exception cref="TokenInvalidException">The token is missing or not valid.</exception>
    public async ValueTask<Caller> AuthenticateAsync(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization))
        {
            return _development
                ? Caller.Anonymous
                : throw new TokenInvalidException("missing", "A bearer token is needed: send it in the metadata authorization, as Bearer <token>.");
        }

        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw new TokenInvalidException("malformed", "The metadata authorization is not of the form Bearer <token>.");
        }

        var now = _time.GetUtcNow();
        if (_remembered.TryGetValue(authorization, out var known) && now < known.Until)
        {
            return known.Caller;
        }

        var token = authorization[Scheme.Length..].Trim();
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (!result.IsValid)
        {
            throw Refusal(result.Exception);
        }

        CheckForm((JsonWebToken)result.SecurityToken);
        var caller = CallerOf((JsonWebToken)result.SecurityToken);
        if (token.Length + Scheme.Length == authorization.Length)
        {
            // A header as it should be; one token written in many ways must not push out what is remembered of others.
            Remember(authorization, caller, new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero) + _options.ClockSkew, now);
        }

        return caller;
    }

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (notBefore is { } from && now < from - _options.ClockSkew)
        {
            throw new SecurityTokenNotYetValidException($"valid from {from:O}");
        }

        var until = expires ?? throw new SecurityTokenNoExpirationException("no expiry");
        return now < until + _options.ClockSkew ? true : throw new SecurityTokenExpiredException();
    }

    private void Remember(string authorization, Caller caller, DateTimeOffset until, DateTimeOffset now)
    {
        if (_options.RememberedTokens == 0)
        {
            return;
        }

        if (_remembered.Count >= _options.RememberedTokens)
        {
            foreach (var (key, value) in _remembered)
            {
                if (value.Until <= now)
                {
                    _remembered.TryRemove(key, out _);
                }
            }

            // Still full of live tokens: forgetting all costs each caller one validation, once.
            if (_remembered.Count >= _options.RememberedTokens)
            {
                _remembered.Clear();
            }
        }

        _remembered[authorization] = (caller, until);
    }

    // The library accepts both: a header that RFC 7515 says must be understood, and an expiry written as a text.
    private static void CheckForm(JsonWebToken token)
    {
        using var header = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedHeader));
        if (header.RootElement.TryGetProperty("crit", out _))
        {
            throw new TokenInvalidException("malformed", "The token's header crit names extensions that this service does not know; get a token without crit.");
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload));
        foreach (var claim in new[] { "exp", "nbf", "iat" })
        {
            if (payload.RootElement.TryGetProperty(claim, out var value) && value.ValueKind != JsonValueKind.Number)
            {
                throw new TokenInvalidException("malformed", $"The token's claim {claim} is not a number; it must be seconds since 1970-01-01T00:00:00Z.");
            }
        }
    }

    private Caller CallerOf(JsonWebToken token)
    {
        var name = Claim(token, _options.RoleClaim);
        if (!Roles.TryParse(name, out var role))
        {
            throw new TokenInvalidException("claims", $"The token's claim {_options.RoleClaim} is \"{name}\"; it must be one of {string.Join(", ", Roles.Names)}.");
        }

        var nation = Claim(token, _options.NationClaim);
        if (role != Role.Delegate)
        {
            return new Caller(role, null, token.Subject ?? "");
        }

        return nation is not null && NationCode().IsMatch(nation)
            ? new Caller(role, nation, token.Subject ?? "")
            : throw new TokenInvalidException("claims", $"A delegate's token must name its nation in the claim {_options.NationClaim}, as an ISO 3166-1 alpha-3 code.");
    }

    private static string? Claim(JsonWebToken token, string name) => token.TryGetPayloadValue<string>(name, out var value) ? value : null;

    private static TokenInvalidException Refusal(Exception? cause) => cause switch
    {
        SecurityTokenExpiredException => new("expired", "The token has expired; get a new one."),
        SecurityTokenNotYetValidException => new("expired", "The token is not valid yet; compare the clocks."),
        SecurityTokenInvalidAudienceException => new("audience", "The token is for another audience."),
        SecurityTokenInvalidIssuerException => new("issuer", "The token is from another issuer."),
        SecurityTokenSignatureKeyNotFoundException or SecurityTokenInvalidSignatureException or SecurityTokenInvalidAlgorithmException =>
            new("signature", "The token's signature is not of a key that this service trusts."),
        _ => new("malformed", "The token cannot be read as a signed JSON Web Token with an expiry."),
    };

    /// <summary>Hashes a header by the end of its token's signature: only headers with a valid one are kept, and those differ there.</summary>
    private sealed class HeaderComparer : IEqualityComparer<string>
    {
        private const int HashedChars = 16;

        public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

        public int GetHashCode(string header) => string.GetHashCode(header.AsSpan(Math.Max(0, header.Length - HashedChars)));
    }

    [GeneratedRegex(@"\A[A-Z]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NationCode();
}
