namespace Summit.Store;

/// <summary>Settings of a store; in a host, section <c>Summit:Store</c>, which the host validates with its own settings.</summary>
public sealed class StoreOptions
{
    /// <summary>
    /// A file path (SQLite) or a PostgreSQL connection string (<c>Host=…</c> or <c>postgres://…</c>). Required.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>Whether to create or migrate the schema when the store opens. If false, <c>migrate</c> must have been run before. Default true.</summary>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>How long the answer for a request id is kept. Default 24 hours.</summary>
    public TimeSpan RequestIdLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The most transactions that share one durable commit. Default 128.</summary>
    public int MaxGroup { get; set; } = 128;

    /// <summary>The most transactions that wait for the writer. Further ones wait outside the queue. Default 1,024.</summary>
    public int MaxQueued { get; set; } = 1024;

    /// <summary>Maximum number of connections for reading. Default 16.</summary>
    public int MaxReaders { get; set; } = 16;

    /// <summary>Number of revisions that the feed keeps in memory. A watcher further behind must resume. Default 4,096.</summary>
    public int FeedBuffer { get; set; } = 4096;

    /// <summary>Maximum size of the feed in memory, bytes. Older revisions are read from the database. Default 64 MiB.</summary>
    public long FeedBufferBytes { get; set; } = 64L << 20;

    /// <summary>
    /// Approximate size of one step or page of the feed, bytes. A larger commit is delivered in parts. One resource is never
    /// split, so a step can be as large as the largest resource. Default 1 MiB.
    /// </summary>
    public int FeedStepBytes { get; set; } = 1 << 20;

    /// <summary>Longest interval between two polls of PostgreSQL for changes and timers, in case a notification is lost. Default 5 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to try to determine the outcome of a commit whose connection was lost. Default 15 s.</summary>
    public TimeSpan CommitResolveTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Maximum page size of a list, resources. Default 1,000.</summary>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>Page size of a list request that specifies none, resources. Default 50.</summary>
    public int DefaultPageSize { get; set; } = 50;

    /// <summary>The most resources that a list with an order may sort. Default 100,000.</summary>
    public int MaxSorted { get; set; } = 100_000;

    /// <summary>Maximum size of the SQLite file, pages of 4 KiB; 0 for no limit. Default 0.</summary>
    public long MaxPages { get; set; }
}
