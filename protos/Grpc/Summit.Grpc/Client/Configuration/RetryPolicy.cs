using Grpc.Core;

namespace Grpc.Net.Client.Configuration;

/// <summary>Sends a failed call again.</summary>
public sealed class RetryPolicy : ConfigObject
{
    /// <summary>Creates an empty configuration.</summary>
    public RetryPolicy()
    {
    }

    /// <summary>Most attempts, the first included; at least 2.</summary>
    public int? MaxAttempts
    {
        get => Get<int?>("maxAttempts");
        set => Set("maxAttempts", value);
    }

    /// <summary>Upper bound of the first pause.</summary>
    public TimeSpan? InitialBackoff
    {
        get => Get<TimeSpan?>("initialBackoff");
        set => Set("initialBackoff", value);
    }

    /// <summary>Upper bound of every pause.</summary>
    public TimeSpan? MaxBackoff
    {
        get => Get<TimeSpan?>("maxBackoff");
        set => Set("maxBackoff", value);
    }

    /// <summary>Growth of the bound from pause to pause.</summary>
    public double? BackoffMultiplier
    {
        get => Get<double?>("backoffMultiplier");
        set => Set("backoffMultiplier", value);
    }

    /// <summary>Codes after which the call is sent again.</summary>
    public IList<StatusCode> RetryableStatusCodes => GetList<StatusCode>("retryableStatusCodes");
}
