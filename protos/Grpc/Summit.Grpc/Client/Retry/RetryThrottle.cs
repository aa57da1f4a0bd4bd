using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Retry;

/// <summary>A channel's budget for retries: failures take a token, successes give part of one back, and half a bucket is the least.</summary>
internal sealed class RetryThrottle
{
    private readonly Lock _lock = new();
    private readonly double _max;
    private readonly double _ratio;
    private double _tokens;

    public RetryThrottle(RetryThrottlingPolicy policy)
    {
        _max = policy.MaxTokens is > 0 and <= 1000 ? policy.MaxTokens.Value : throw new InvalidOperationException("Retry throttling: MaxTokens must be from 1 to 1000.");
        _ratio = policy.TokenRatio is > 0 ? policy.TokenRatio.Value : throw new InvalidOperationException("Retry throttling: TokenRatio must be greater than 0.");
        _tokens = _max;
    }

    public bool Allows
    {
        get
        {
            lock (_lock)
            {
                return _tokens > _max / 2;
            }
        }
    }

    public void Failed()
    {
        lock (_lock)
        {
            _tokens = Math.Max(_tokens - 1, 0);
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _tokens = Math.Min(_tokens + _ratio, _max);
        }
    }
}
