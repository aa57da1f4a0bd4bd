using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.Positions;

/// <summary>Returns the stance of each nation on one issue, as known on a day.</summary>
internal sealed class AggregateStances(StoreReads reads)
{
    public async Task<AggregateStancesResponse> HandleAsync(AggregateStancesRequest request, ServerCallContext context)
    {
        var rule = request.ChoiceRule == ChoiceRule.Unspecified ? ChoiceRule.Newest : request.ChoiceRule;
        var snapshot = await reads.OpenAsync(context, request);
        var stances = await StanceReader.ReadAsync(
            snapshot, request.Issue, request.Nations, request.AsOf.ToDateOnly(), rule, context.CancellationToken);
        return new AggregateStancesResponse { Stances = { stances }, ChoiceRule = rule, Revision = snapshot.Revision.ToString() };
    }
}
