namespace Summit.Gateway.Calls;

/// <summary>How an answer was served, as <c>summit-cache</c> says it.</summary>
internal static class CacheOutcome
{
    /// <summary>From the cache, and still true.</summary>
    public const string Hit = "hit";

    /// <summary>Computed by the service for this call or for one that asked the same.</summary>
    public const string Miss = "miss";

    /// <summary>From the cache while its service is away; may be out of date.</summary>
    public const string Stale = "stale";

    /// <summary>By the service, past the cache.</summary>
    public const string Bypass = "bypass";
}
