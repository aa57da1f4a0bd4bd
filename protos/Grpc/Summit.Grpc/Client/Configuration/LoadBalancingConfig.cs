namespace Grpc.Net.Client.Configuration;

/// <summary>Names a balancing policy and configures it.</summary>
public class LoadBalancingConfig : ConfigObject
{
    /// <summary>The first address that answers takes all calls.</summary>
    public const string PickFirstPolicyName = "pick_first";

    /// <summary>Calls go to all addresses in turn.</summary>
    public const string RoundRobinPolicyName = "round_robin";

    /// <summary>Names a policy.</summary>
    public LoadBalancingConfig(string loadBalancingPolicyName)
    {
        ArgumentNullException.ThrowIfNull(loadBalancingPolicyName);
        PolicyName = loadBalancingPolicyName;
    }

    /// <summary>Name of the policy.</summary>
    public string PolicyName { get; }
}

/// <summary>The first address that answers takes all calls.</summary>
public sealed class PickFirstConfig : LoadBalancingConfig
{
    /// <summary>Creates the configuration.</summary>
    public PickFirstConfig() : base(PickFirstPolicyName)
    {
    }
}

/// <summary>Calls go to all addresses in turn.</summary>
public sealed class RoundRobinConfig : LoadBalancingConfig
{
    /// <summary>Creates the configuration.</summary>
    public RoundRobinConfig() : base(RoundRobinPolicyName)
    {
    }
}
