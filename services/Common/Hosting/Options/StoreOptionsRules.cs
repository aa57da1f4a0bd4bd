using Summit.Store;

namespace Summit.Hosting.Options;

/// <summary>What is allowed in section <c>Summit:Store</c>.</summary>
internal static class StoreOptionsRules
{
    /// <summary>Everything that is wrong, one sentence each, beginning with the full key.</summary>
    public static IEnumerable<string> Errors(StoreOptions store)
    {
        string?[] errors =
        [
            Allowed.Between("Summit:Store:MaxGroup", store.MaxGroup, 1, 10_000),
            Allowed.Between("Summit:Store:MaxQueued", store.MaxQueued, 1, 1_000_000),
            Allowed.Between("Summit:Store:MaxReaders", store.MaxReaders, 1, 1000),
            Allowed.Between("Summit:Store:FeedBuffer", store.FeedBuffer, 1, 10_000_000),
            Allowed.Between("Summit:Store:FeedBufferBytes", store.FeedBufferBytes, 1, 1L << 40),
            Allowed.Between("Summit:Store:FeedStepBytes", store.FeedStepBytes, 1, 1 << 30),
            Allowed.Between("Summit:Store:MaxPageSize", store.MaxPageSize, 1, 1_000_000),
            Allowed.Between("Summit:Store:DefaultPageSize", store.DefaultPageSize, 1, Math.Max(1, store.MaxPageSize)),
            Allowed.Between("Summit:Store:MaxSorted", store.MaxSorted, 1, 100_000_000),
            Allowed.Between("Summit:Store:MaxPages", store.MaxPages, 0, uint.MaxValue - 1L),
            Allowed.Between("Summit:Store:RequestIdLifetime", store.RequestIdLifetime, TimeSpan.FromSeconds(1), TimeSpan.FromDays(366)),
            Allowed.Between("Summit:Store:PollInterval", store.PollInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromHours(1)),
            Allowed.Between("Summit:Store:CommitResolveTimeout", store.CommitResolveTimeout, TimeSpan.Zero, TimeSpan.FromHours(1)),
        ];
        return errors.OfType<string>();
    }
}
