namespace Summit.Store;

/// <summary>Base class of all errors of the store. The host maps each kind to a gRPC status.</summary>
public abstract class StoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The resource does not exist, or the reader may not see it. NOT_FOUND.</summary>
public sealed class ResourceNotFoundException(string name) : StoreException($"'{name}' does not exist.")
{
    /// <summary>The requested name.</summary>
    public string Name { get; } = name;
}

/// <summary>A resource with this name or with the same unique key already exists. ALREADY_EXISTS.</summary>
public sealed class ResourceExistsException : StoreException
{
    /// <summary>A resource with this name already exists.</summary>
    public ResourceExistsException(string name, Revision revision)
        : base($"'{name}' exists already, since revision {revision}; choose another id, or update it.") =>
        (Name, Revision) = (name, revision);

    /// <summary>Another resource has the same unique key.</summary>
    /// <param name="name">Name of the resource that exists.</param>
    /// <param name="revision">Revision of its last change.</param>
    /// <param name="key">The fields that must differ, such as <c>nation, definition, edition and year</c>.</param>
    public ResourceExistsException(string name, Revision revision, string key)
        : base($"'{name}', last changed in revision {revision}, has the same {key}; only one resource may have them: update that one, or change {key}.") =>
        (Name, Revision) = (name, revision);

    /// <summary>Name of the resource that exists.</summary>
    public string Name { get; }

    /// <summary>Revision of its last change.</summary>
    public Revision Revision { get; }
}

/// <summary>The resource changed since the caller read it. ABORTED.</summary>
public sealed class StaleEtagException(string name, string expected, string current)
    : StoreException($"'{name}' has etag '{current}', not '{expected}'; read it again and repeat the change.")
{
    /// <summary>Name of the resource.</summary>
    public string Name { get; } = name;

    /// <summary>The etag the resource has now.</summary>
    public string CurrentEtag { get; } = current;
}

/// <summary>A request id was already used with a different request. ALREADY_EXISTS.</summary>
public sealed class RequestIdReusedException(string requestId)
    : StoreException($"request_id '{requestId}' was used with another request; use a new id for each request.")
{
    /// <summary>The id.</summary>
    public string RequestId { get; } = requestId;
}

/// <summary>A name does not fit its collection's pattern. INVALID_ARGUMENT.</summary>
public sealed class InvalidResourceNameException(string name, string pattern)
    : StoreException($"'{name}' is not a name of the form '{pattern}'; ids have 1 to 128 letters, digits and . _ ~ -.")
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The form it must have.</summary>
    public string Pattern { get; } = pattern;
}

/// <summary>The store has no data for the requested revision or instant. OUT_OF_RANGE.</summary>
public sealed class PastOutOfRangeException(string asked, string available)
    : StoreException($"'{asked}' is outside the available range: {available}.")
{
    /// <summary>The available range, as text for people.</summary>
    public string Available { get; } = available;
}

/// <summary>The revision belongs to another epoch: the store has been created again or restored. ABORTED; list again.</summary>
public sealed class WrongEpochException(string asked, string epoch)
    : StoreException($"'{asked}' belongs to another epoch than the store's, {epoch}: it was restored since; list again.")
{
    /// <summary>The store's epoch.</summary>
    public string Epoch { get; } = epoch;
}

/// <summary>A field of a read request is invalid. INVALID_ARGUMENT.</summary>
public class InvalidQueryException(string field, string reason) : StoreException($"{field}: {reason}")
{
    /// <summary>The invalid request field, such as <c>filter</c>, <c>order_by</c>, <c>page_token</c> or <c>update_mask</c>.</summary>
    public string Field { get; } = field;

    /// <summary>What is wrong, at which position, and what is allowed.</summary>
    public string Reason { get; } = reason;
}

/// <summary>The store is temporarily unreachable. UNAVAILABLE; retry.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null, bool outcomeUnknown = false)
    : StoreException(message, inner)
{
    /// <summary>True when it is unknown whether a commit happened. Retry with the same request id to find out.</summary>
    public bool OutcomeUnknown { get; } = outcomeUnknown;
}

/// <summary>The store needs an operator: the file is read-only, damaged, from a newer program, or in use. INTERNAL.</summary>
public class StoreFaultException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>Another process owns the SQLite file.</summary>
public sealed class StoreInUseException(string path, Exception? inner = null)
    : StoreFaultException($"'{path}' is owned by another process. A SQLite store has one owner; for several replicas use PostgreSQL.", inner);

/// <summary>The store was written by a newer program.</summary>
public sealed class SchemaTooNewException(int found, int known)
    : StoreFaultException($"The store has schema version {found}, this program knows up to {known}; run the newer program or restore a backup.");

/// <summary>The store lacks migrations that this program needs.</summary>
public sealed class SchemaTooOldException(int found, int needed)
    : StoreFaultException($"The store has schema version {found}, this program needs {needed}; run the migrate command first.");

/// <summary>The store's file or tables are damaged.</summary>
public sealed class CorruptStoreException(string message, Exception? inner = null) : StoreFaultException(message, inner);

/// <summary>The disk is full, or the store has reached its maximum size. RESOURCE_EXHAUSTED; nothing was written.</summary>
public sealed class StoreFullException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>A watcher is further behind than the feed keeps in memory. UNAVAILABLE; resume the watch from the last revision.</summary>
public sealed class WatcherTooSlowException(Revision resumeFrom)
    : StoreException($"The reader is too slow for the feed; watch again from revision {resumeFrom}.")
{
    /// <summary>Last revision that was delivered.</summary>
    public Revision ResumeFrom { get; } = resumeFrom;
}

/// <summary>The store is closing. UNAVAILABLE; resume the watch from the last revision at another replica.</summary>
public sealed class StoreClosingException(Revision? resumeFrom = null)
    : StoreException(resumeFrom is { } r ? $"The service is shutting down; watch again from revision {r}." : "The service is shutting down; repeat the call.")
{
    /// <summary>Last revision that was delivered to this watcher; null when this was not a watch.</summary>
    public Revision? ResumeFrom { get; } = resumeFrom;
}
