namespace Summit.Store;

/// <summary>Settings of a store; in a host, section <c>Summit:Store</c>, which the host validates with its own settings.</summary>
public sealed class StoreOptions
{
    /// <summary>
    /// A file path (SQLite) or a PostgreSQL connection string (<c>Host=…</c> or <c>postgres://…</c>). Required.
    /// </summary>
    public string Database { get; set; } = "";

    /// <summary>Create or migrate the schema when the store opens; otherwise <c>migrate</c> must have been run. Default true.</summary>
    public bool MigrateOnStart { get; set; } = true;

    /// <summary>How long an answer is kept for its request id. Default 24 hours.</summary>
    public TimeSpan RequestIdLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Most transactions that share one durable commit. Default 128.</summary>
    public int MaxGroup { get; set; } = 128;

    /// <summary>Most transactions that wait for the writer; further ones wait outside the queue. Default 1,024.</summary>
    public int MaxQueued { get; set; } = 1024;

    /// <summary>Connections for reading, at most. Default 16.</summary>
    public int MaxReaders { get; set; } = 16;

    /// <summary>Revisions the feed keeps in memory; a watcher further behind is told to resume. Default 4,096.</summary>
    public int FeedBuffer { get; set; } = 4096;

    /// <summary>Size of what the feed keeps in memory, bytes; older revisions are then read from the database. Default 64 MiB.</summary>
    public long FeedBufferBytes { get; set; } = 64L << 20;

    /// <summary>
    /// Size of one step or page of the feed, bytes, about. A commit that is larger comes in parts. One resource is never split,
    /// so a step can be as large as the largest resource. Default 1 MiB.
    /// </summary>
    public int FeedStepBytes { get; set; } = 1 << 20;

    /// <summary>Longest pause between two looks at PostgreSQL for changes and timers, should a notification be lost. Default 5 s.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to look for the outcome of a commit whose connection broke. Default 15 s.</summary>
    public TimeSpan CommitResolveTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest page of a list, resources. Default 1,000.</summary>
    public int MaxPageSize { get; set; } = 1000;

    /// <summary>Page of a list that asks for none, resources. Default 50.</summary>
    public int DefaultPageSize { get; set; } = 50;

    /// <summary>Most resources that an ordered list may sort. Default 100,000.</summary>
    public int MaxSorted { get; set; } = 100_000;

    /// <summary>Largest SQLite file, pages of 4 KiB; 0 for no limit. Default 0.</summary>
    public long MaxPages { get; set; }
}
