using Summit.Hosting.Calls;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>The caller's <c>summit-min-revision</c>: a store that has not reached it refuses the call and does not answer from an older state.</summary>
internal static class LeastRevision
{
    /// <summary>Checks a snapshot of the newest state.</summary>
    /// <exception cref="PastOutOfRangeException">The store has not reached the revision.</exception>
    public static async ValueTask RequireAsync(IResourceStore store, CallScope scope, string package, Snapshot? newest = null)
    {
        // A revision of another epoch belongs to a store that was replaced; it cannot be compared with this one.
        if (scope.Least[package] is not { } text || !Revision.TryParse(text, out var least) || least.Epoch != (newest?.Revision.Epoch ?? store.Epoch))
        {
            return;
        }

        if (newest is null || newest.Revision.Number < least.Number)
        {
            await store.ReadAsync(ReadPoint.At(least), scope.Context.CancellationToken);
        }
    }
}
