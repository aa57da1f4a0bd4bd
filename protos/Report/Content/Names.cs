using System.Text.RegularExpressions;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>Display names of nations and places. For an unknown name, the id is shown as words.</summary>
internal sealed partial class Names
{
    private const int PageSize = 1_000;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads the names. The names of a service that is unavailable stay unknown.</summary>
    public static async Task<Names> ReadAsync(SummitChannels channels, CancellationToken cancellationToken)
    {
        var names = new Names();
        await names.AddAsync(channels.Create<NationService.NationServiceClient>(), cancellationToken);
        await names.AddAsync(channels.Create<TransportNodeService.TransportNodeServiceClient>(), cancellationToken);
        return names;
    }

    /// <summary>The name of a resource, for example <c>France</c> of <c>nations/FRA</c>.</summary>
    public string Of(string resource) => _known.GetValueOrDefault(resource) ?? Words.Plain(resource.Split('/')[^1]);

    /// <summary>The resources of a collection such as <c>nations/</c> with their names, in order of name.</summary>
    public IEnumerable<(string Name, string DisplayName)> All(string collection) =>
        _known.Where(k => k.Key.StartsWith(collection, StringComparison.Ordinal)).Select(k => (k.Key, k.Value)).OrderBy(k => k.Value, StringComparer.Ordinal);

    /// <summary>Names, separated by commas.</summary>
    public string Of(IEnumerable<string> resources) => string.Join(", ", resources.Select(Of));

    /// <summary>Replaces the ids of nations and places in a sentence with their names.</summary>
    public string In(string sentence) => Resource().Replace(sentence, match => Of(match.Value));

    [GeneratedRegex("nations/[A-Z]{3}(?![/A-Z])|transportNodes/[a-z0-9-]+")]
    private static partial Regex Resource();

    private async Task AddAsync(NationService.NationServiceClient client, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var nation in SummitPages.ReadAllAsync(new ListNationsRequest { PageSize = PageSize }, client.ListNationsAsync, page => page.Nations, cancellationToken))
            {
                _known[nation.Name] = nation.DisplayName;
            }
        }
        catch (RpcException)
        {
            // The report itself says which service is unavailable.
        }
    }

    private async Task AddAsync(TransportNodeService.TransportNodeServiceClient client, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var node in SummitPages.ReadAllAsync(new ListTransportNodesRequest { PageSize = PageSize }, client.ListTransportNodesAsync, page => page.TransportNodes, cancellationToken))
            {
                _known[node.Name] = node.DisplayName;
            }
        }
        catch (RpcException)
        {
            // The report itself says which service is unavailable.
        }
    }
}
