namespace Grpc.Net.Client.Configuration;

/// <summary>What holds for some methods.</summary>
public sealed class MethodConfig : ConfigObject
{
    /// <summary>Creates an empty configuration.</summary>
    public MethodConfig()
    {
    }

    /// <summary>How failed calls are sent again; null for not at all.</summary>
    public RetryPolicy? RetryPolicy
    {
        get => Get<RetryPolicy?>("retryPolicy");
        set => Set("retryPolicy", value);
    }

    /// <summary>How calls are hedged; null for not at all.</summary>
    public HedgingPolicy? HedgingPolicy
    {
        get => Get<HedgingPolicy?>("hedgingPolicy");
        set => Set("hedgingPolicy", value);
    }

    /// <summary>The methods.</summary>
    public IList<MethodName> Names => GetList<MethodName>("name");
}
