using Grpc.Core;
using Summit.Data.V1;
using Summit.Hosting.Resources;
using Summit.Import;
using Summit.Import.Layouts;
using Summit.Logistics.Resources;
using Summit.Store;

namespace Summit.Logistics.Data.Assumed;

/// <summary>An analyst's import: rows become overrides of a scenario's question, which only that analyst sees.</summary>
/// <param name="terms">How lists of the types of this area are found.</param>
/// <param name="reads">Reads of the store.</param>
/// <param name="writes">Writes to the store.</param>
internal sealed class AssumeRows(IReadOnlyDictionary<ResourceType, ListTerms> terms, StoreReads reads, StoreWrites writes)
{
    private static readonly AssumedPositions Positions = new();
    private static readonly AssumedOffers Offers = new();
    private static readonly AssumedPrices Prices = new();

    // A list of positions or offers need not have ids: there is one row a nation.
    private static readonly ListTerms OneEach = new() { IdOf = _ => "assumed" };
    private static readonly ListTerms OnePerKind = new() { IdOf = row => AssumedPrices.IdOf((V1.AssumedPrice)row) };

    private readonly ImportRows _rows = new(
        new ImportKinds(
            [
                new AssumedUnits(),
                new AssumedCapacities<V1.TransportNode>(Types.TransportNodes, "throughput_tonnes_per_day"),
                new AssumedCapacities<V1.TransportArc>(Types.TransportArcs, "capacity_tonnes_per_day"),
                Positions,
                Offers,
                Prices,
            ],
            [],
            new Dictionary<ResourceType, ListTerms>(terms) { [Positions.Type] = OneEach, [Offers.Type] = OneEach, [Prices.Type] = OnePerKind }),
        reads, writes, intoScenario: true);

    public Task<ImportRowsResponse> HandleAsync(IAsyncStreamReader<ImportRowsRequest> requests, ServerCallContext context) => _rows.HandleAsync(requests, context);
}
