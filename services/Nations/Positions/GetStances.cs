using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.Positions;

/// <summary>Each nation's stance on one issue as known on a day.</summary>
internal sealed class GetStances(StoreReads reads)
{
    public async Task<GetStancesResponse> HandleAsync(GetStancesRequest request, ServerCallContext context)
    {
        var rule = request.ChoiceRule == ChoiceRule.Unspecified ? ChoiceRule.Newest : request.ChoiceRule;
        var snapshot = await reads.OpenAsync(context, request);
        var stances = await StanceReader.ReadAsync(
            snapshot, request.Issue, request.Nations, request.AsOf.ToDateOnly(), rule, context.CancellationToken);
        return new GetStancesResponse { Stances = { stances }, ChoiceRule = rule, Revision = snapshot.Revision.ToString() };
    }
}
