using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Retry;

/// <summary>What a channel's service config says about retries.</summary>
internal sealed class RetryConfiguration
{
    private readonly List<(MethodName Name, RetryRules Rules)> _rules = [];

    public RetryConfiguration(GrpcChannelOptions options)
    {
        Buffer = new RetryBuffer(options.MaxRetryBufferSize, options.MaxRetryBufferPerCallSize);
        if (options.ServiceConfig is not { } config)
        {
            return;
        }

        Throttle = config.RetryThrottling is { } throttling ? new RetryThrottle(throttling) : null;
        foreach (var method in config.MethodConfigs)
        {
            if (method.HedgingPolicy is not null)
            {
                throw new NotSupportedException("Hedging is not supported; use a retry policy.");
            }

            if (method.RetryPolicy is { } policy)
            {
                var rules = new RetryRules(policy, options.MaxRetryAttempts);
                _rules.AddRange(method.Names.Select(name => (name, rules)));
            }
        }
    }

    public RetryThrottle? Throttle { get; }

    public RetryBuffer Buffer { get; }

    /// <summary>The rules of the most specific name: method, then service, then everything.</summary>
    public RetryRules? Find(IMethod method) => _rules
        .Where(rule => string.IsNullOrEmpty(rule.Name.Service) || rule.Name.Service == method.ServiceName)
        .Where(rule => string.IsNullOrEmpty(rule.Name.Method) || (rule.Name.Method == method.Name && !string.IsNullOrEmpty(rule.Name.Service)))
        .OrderByDescending(rule => (string.IsNullOrEmpty(rule.Name.Service) ? 0 : 1) + (string.IsNullOrEmpty(rule.Name.Method) ? 0 : 1))
        .Select(rule => rule.Rules)
        .FirstOrDefault(rules => rules.MaxAttempts > 1);
}

/// <summary>Bounds the bytes that all calls of a channel keep for retries.</summary>
internal sealed class RetryBuffer(long? max, long? maxPerCall)
{
    private long _used;

    public bool TryReserve(long bytes, long reservedByCall)
    {
        if (reservedByCall + bytes > maxPerCall)
        {
            return false;
        }

        if (Interlocked.Add(ref _used, bytes) <= (max ?? long.MaxValue))
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    public void Release(long bytes) => Interlocked.Add(ref _used, -bytes);
}
