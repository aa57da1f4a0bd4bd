using System.Text.RegularExpressions;
using Grpc.Core;
using Summit.Cli.Output;
using Summit.Client;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Cli.Assess.Content;

/// <summary>What people call a nation or a place. A name that is not known is the id in words.</summary>
internal sealed partial class Names
{
    private const int PageSize = 1_000;
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Reads the names; a service that is away leaves its own unknown.</summary>
    public static async Task<Names> ReadAsync(SummitChannels channels, CancellationToken cancellationToken)
    {
        var names = new Names();
        await names.AddAsync(channels.Create<NationService.NationServiceClient>(), cancellationToken);
        await names.AddAsync(channels.Create<TransportNodeService.TransportNodeServiceClient>(), cancellationToken);
        return names;
    }

    /// <summary>The name of a resource, for example <c>France</c> of <c>nations/FRA</c>.</summary>
    public string Of(string resource) => _known.GetValueOrDefault(resource) ?? Words.Plain(resource.Split('/')[^1]);

    /// <summary>Names, separated by commas.</summary>
    public string Of(IEnumerable<string> resources) => string.Join(", ", resources.Select(Of));

    /// <summary>A sentence with the names of its nations and places in place of their ids.</summary>
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
            // The report itself says which service is away.
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
            // The report itself says which service is away.
        }
    }
}
