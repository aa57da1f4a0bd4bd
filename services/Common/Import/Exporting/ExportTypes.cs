using Google.Protobuf;
using Summit.Store;

namespace Summit.Import.Exporting;

/// <summary>The types of an area that can be exported: all.</summary>
internal sealed class ExportTypes(IReadOnlyList<ExportType> types)
{
    /// <summary>Names of the types.</summary>
    public IEnumerable<string> Names => types.Select(type => type.Type.TypeName);

    /// <summary>Finds a type by its name; null when there is none.</summary>
    public ExportType? Find(string name) => types.FirstOrDefault(type => type.Type.TypeName == name);
}

/// <summary>A type to export.</summary>
internal abstract class ExportType(ResourceType type)
{
    public ResourceType Type => type;

    /// <summary>All resources that a query finds, in its order.</summary>
    public abstract Task<List<IMessage>> ListAsync(Snapshot snapshot, ListQuery query, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ExportType"/>
/// <typeparam name="T">The resource.</typeparam>
internal sealed class ExportType<T>(ResourceType<T> type) : ExportType(type)
    where T : class, IMessage<T>, new()
{
    // The store reduces it to the most that it gives.
    private const int LargePage = int.MaxValue;

    public override async Task<List<IMessage>> ListAsync(Snapshot snapshot, ListQuery query, CancellationToken cancellationToken)
    {
        var all = new List<IMessage>();
        var token = "";
        do
        {
            var page = await snapshot.ListAsync(type, query with { PageSize = LargePage, PageToken = token }, cancellationToken);
            all.AddRange(page.Items);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return all;
    }
}
