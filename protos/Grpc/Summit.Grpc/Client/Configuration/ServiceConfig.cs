namespace Grpc.Net.Client.Configuration;

/// <summary>Retries, throttling and balancing of a channel.</summary>
public sealed class ServiceConfig : ConfigObject
{
    /// <summary>Creates an empty configuration.</summary>
    public ServiceConfig()
    {
    }

    /// <summary>Stops retries while too many calls fail; null for never.</summary>
    public RetryThrottlingPolicy? RetryThrottling
    {
        get => Get<RetryThrottlingPolicy?>("retryThrottling");
        set => Set("retryThrottling", value);
    }

    /// <summary>Balancing policies; the first one known is used.</summary>
    public IList<LoadBalancingConfig> LoadBalancingConfigs => GetList<LoadBalancingConfig>("loadBalancingConfig");

    /// <summary>What holds for methods; the most specific name wins.</summary>
    public IList<MethodConfig> MethodConfigs => GetList<MethodConfig>("methodConfig");
}
