using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Retry;

/// <summary>A retry policy, checked once.</summary>
internal sealed class RetryRules
{
    private readonly HashSet<StatusCode> _codes;
    private readonly TimeSpan _initial;
    private readonly TimeSpan _max;
    private readonly double _multiplier;

    public RetryRules(RetryPolicy policy, int? most)
    {
        var attempts = policy.MaxAttempts is > 1 ? policy.MaxAttempts.Value : throw Invalid("MaxAttempts must be at least 2");
        MaxAttempts = Math.Min(attempts, most ?? int.MaxValue);
        _initial = policy.InitialBackoff is { Ticks: > 0 } initial ? initial : throw Invalid("InitialBackoff must be greater than zero");
        _max = policy.MaxBackoff is { Ticks: > 0 } max ? max : throw Invalid("MaxBackoff must be greater than zero");
        _multiplier = policy.BackoffMultiplier is > 0 ? policy.BackoffMultiplier.Value : throw Invalid("BackoffMultiplier must be greater than 0");
        _codes = policy.RetryableStatusCodes.Count > 0 ? [.. policy.RetryableStatusCodes] : throw Invalid("RetryableStatusCodes must not be empty");
    }

    public int MaxAttempts { get; }

    public bool IsRetryable(StatusCode code) => _codes.Contains(code);

    /// <summary>A random pause below a bound that grows with each attempt.</summary>
    public TimeSpan Backoff(int attempts)
    {
        var bound = Math.Min(_initial.TotalMilliseconds * Math.Pow(_multiplier, attempts - 1), _max.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(bound * Random.Shared.NextDouble());
    }

    private static InvalidOperationException Invalid(string what) => new($"Retry policy: {what}.");
}
