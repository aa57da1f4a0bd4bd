namespace Grpc.Net.Client.Configuration;

/// <summary>Stops retries while too many calls fail.</summary>
public sealed class RetryThrottlingPolicy : ConfigObject
{
    /// <summary>Creates an empty configuration.</summary>
    public RetryThrottlingPolicy()
    {
    }

    /// <summary>Size of the bucket; each failure takes one token, and retries stop while it is at most half full.</summary>
    public int? MaxTokens
    {
        get => Get<int?>("maxTokens");
        set => Set("maxTokens", value);
    }

    /// <summary>Tokens that each success gives back.</summary>
    public double? TokenRatio
    {
        get => Get<double?>("tokenRatio");
        set => Set("tokenRatio", value);
    }
}
