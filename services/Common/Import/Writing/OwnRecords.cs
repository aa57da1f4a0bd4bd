using Google.Protobuf;
using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Import.Writing;

/// <summary>
/// Which of the resources in a file a delegation wrote itself, by their history. Only that delegation changes them; an import of public
/// reports does not.
/// </summary>
public sealed class OwnRecords
{
    private const string Delegation = "delegate:";
    private readonly Dictionary<string, string> _writers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _free = new(StringComparer.Ordinal);

    /// <summary>Nothing that a delegation wrote.</summary>
    public static OwnRecords None { get; } = new();

    /// <summary>Reads the history of resources.</summary>
    public async Task ReadAsync<T>(ResourceType<T> type, IEnumerable<string> names, StoreReads reads, ServerCallContext context)
        where T : class, IMessage<T>, new()
    {
        var snapshot = await reads.OpenAsync(context);
        var visibility = context.Caller().Visibility;
        foreach (var name in names.Where(type.IsName).Distinct())
        {
            if (await snapshot.FindAsync(type, name, visibility, context.CancellationToken) is not { } held)
            {
                continue;
            }

            var history = await snapshot.HistoryAsync(type, name, visibility, context.CancellationToken);
            var writer = history.Select(entry => entry.Actor).LastOrDefault(actor => actor.StartsWith(Delegation, StringComparison.Ordinal));
            (writer is null ? _free : _writers)[name] = writer ?? RequestShape.Of(held).Text(held, "etag");
        }
    }

    /// <summary>Whether an import of public reports may change what is held; adds why not.</summary>
    /// <param name="name">The resource.</param>
    /// <param name="etag">Its etag now.</param>
    /// <param name="own">The revision of the import itself: what it wrote before is no change by others.</param>
    /// <param name="found">Receives why not.</param>
    public bool MayChange(string name, string etag, Revision own, Violations found) =>
        found.Require(!_writers.TryGetValue(name, out var writer), "", $"{name} was written by {writer}; only that delegation changes it")
        && found.Require(etag == own.ToString() || (_free.TryGetValue(name, out var seen) && seen == etag), "", $"{name} was changed while the file was read; import it again");
}
