using Grpc.Core;

namespace Grpc.Net.Client.Configuration;

/// <summary>Sends a call several times without waiting for failures.</summary>
public sealed class HedgingPolicy : ConfigObject
{
    /// <summary>Creates an empty configuration.</summary>
    public HedgingPolicy()
    {
    }

    /// <summary>Most attempts, the first included; at least 2.</summary>
    public int? MaxAttempts
    {
        get => Get<int?>("maxAttempts");
        set => Set("maxAttempts", value);
    }

    /// <summary>Pause between attempts; null for none.</summary>
    public TimeSpan? HedgingDelay
    {
        get => Get<TimeSpan?>("hedgingDelay");
        set => Set("hedgingDelay", value);
    }

    /// <summary>Codes that do not end the call while other attempts run.</summary>
    public IList<StatusCode> NonFatalStatusCodes => GetList<StatusCode>("nonFatalStatusCodes");
}
