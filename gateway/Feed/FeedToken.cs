using System.Diagnostics.Metrics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Summit.Gateway.Metering;

namespace Summit.Gateway.Feed;

/// <summary>
/// The gateway's own token for the change feeds: from the settings, from a file that something else renews, or from the issuer by
/// client credentials. One from the issuer is replaced after two thirds of its life; when that fails, the old one is used on.
/// </summary>
internal sealed partial class FeedToken : IDisposable
{
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private readonly FeedOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _issuer = new() { Timeout = Patience };
    private readonly SemaphoreSlim _renewing = new(1);
    private readonly Meter _meter = new(GatewayMeter.Name);
    private Issued? _issued;

    public FeedToken(IOptions<FeedOptions> options, TimeProvider time, ILogger<FeedToken> log)
    {
        (_options, _time, _log) = (options.Value, time, log);
        _meter.CreateObservableGauge("summit.feed.token.remaining", Remaining, "s", "Time until the gateway's own token for the change feeds ends.");
    }

    /// <summary>Returns the token; null when none is configured.</summary>
    /// <exception cref="IOException">The file cannot be read, or the issuer gave none and there is none that is still valid.</exception>
    public async ValueTask<string?> GetAsync(CancellationToken cancellationToken)
    {
        if (_options.TokenAddress is null)
        {
            return Given();
        }

        if (_issued is { } fresh && _time.GetUtcNow() < fresh.Renew)
        {
            return fresh.Token;
        }

        await _renewing.WaitAsync(cancellationToken);
        try
        {
            // Another call may have renewed it meanwhile.
            if (_issued is not { } held || _time.GetUtcNow() >= held.Renew)
            {
                await RenewAsync(cancellationToken);
            }

            return _issued!.Token;
        }
        finally
        {
            _renewing.Release();
        }
    }

    /// <summary>Asks the issuer again with the next call: a service refused the token.</summary>
    public void Forget() => _issued = null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _meter.Dispose();
        _issuer.Dispose();
        _renewing.Dispose();
    }

    private string? Given() => _options.TokenFile is { } file ? File.ReadAllText(file).Trim() : _options.Token;

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        try
        {
            _issued = await AskAsync(now, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or JsonException or TaskCanceledException
            && !cancellationToken.IsCancellationRequested)
        {
            if (_issued is not { } held || now >= held.End)
            {
                throw new IOException($"{_options.TokenAddress} gave no token: {e.Message}", e);
            }

            Log.NotRenewed(_log, (held.End - now).TotalSeconds, e.Message);
            _issued = held with { Renew = now + Pause };
        }
    }

    private async Task<Issued> AskAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = _options.ClientId! };
        if (_options.Scope is { } scope)
        {
            form["scope"] = scope;
        }

        if (_options.ClientSecretFile is { } secret)
        {
            form["client_secret"] = (await File.ReadAllTextAsync(secret, cancellationToken)).Trim();
        }
        else
        {
            form["client_assertion_type"] = AssertionType;
            form["client_assertion"] = (await File.ReadAllTextAsync(_options.ClientAssertionFile!, cancellationToken)).Trim();
        }

        using var content = new FormUrlEncodedContent(form);
        using var response = await _issuer.PostAsync(_options.TokenAddress, content, cancellationToken);
        response.EnsureSuccessStatusCode();
        var given = await response.Content.ReadFromJsonAsync<TokenResponse>(cancellationToken);
        if (given is not { AccessToken: { Length: > 0 } token, ExpiresIn: > 0 })
        {
            throw new IOException("its answer has no access_token with expires_in");
        }

        var life = TimeSpan.FromSeconds(given.ExpiresIn);
        return new Issued(token, now + (life * 2 / 3), now + life);
    }

    private IEnumerable<Measurement<double>> Remaining()
    {
        var end = _options.TokenAddress is null ? EndOfGiven() : _issued?.End;
        return end is { } known ? [new((known - _time.GetUtcNow()).TotalSeconds)] : [];
    }

    private DateTimeOffset? EndOfGiven()
    {
        try
        {
            return Given() is { Length: > 0 } token ? new DateTimeOffset(new JsonWebToken(token).ValidTo, TimeSpan.Zero) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null; // The feeds say so themselves.
        }
    }

    private sealed record Issued(string Token, DateTimeOffset Renew, DateTimeOffset End);

    private sealed record TokenResponse([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] double ExpiresIn);

    private static partial class Log
    {
        [LoggerMessage(EventId = 4, EventName = "feed.token_not_renewed", Level = LogLevel.Warning, Message = "The issuer gave no new token for the feeds; the present one ends in {RemainingSeconds} s: {Reason}")]
        public static partial void NotRenewed(ILogger logger, double remainingSeconds, string reason);
    }
}
