namespace Grpc.Net.Client.Balancer;

/// <summary>How long to pause after each failure in a row.</summary>
public interface IBackoffPolicy
{
    /// <summary>The next pause.</summary>
    TimeSpan NextBackoff();
}

/// <summary>Makes backoff policies.</summary>
public interface IBackoffPolicyFactory
{
    /// <summary>A policy that starts with its shortest pause.</summary>
    IBackoffPolicy Create();
}

/// <summary>Pauses that grow by 1.6 with a jitter of 20 %, so that clients of one server do not return in step.</summary>
internal sealed class ExponentialBackoff(TimeSpan initial, TimeSpan? max) : IBackoffPolicy
{
    private const double Growth = 1.6;
    private const double Jitter = 0.2;

    private TimeSpan _next = max < initial ? max.Value : initial;

    public TimeSpan NextBackoff()
    {
        var current = _next;
        var grown = current * Growth;
        _next = max < grown ? max.Value : grown;
        return current * (1 + (Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
    }
}

/// <summary>Makes growing pauses from the options of a channel.</summary>
internal sealed class ExponentialBackoffFactory(TimeSpan initial, TimeSpan? max) : IBackoffPolicyFactory
{
    public IBackoffPolicy Create() => new ExponentialBackoff(initial, max);
}
