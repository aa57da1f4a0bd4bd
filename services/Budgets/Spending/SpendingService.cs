using Grpc.Core;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>Computations over defence spending.</summary>
internal sealed class SpendingService(GetSpendingProfile getSpendingProfile, GetGuidelineGaps getGuidelineGaps, AggregateSpending aggregateSpending)
    : V1.SpendingService.SpendingServiceBase
{
    public override Task<GetSpendingProfileResponse> GetSpendingProfile(GetSpendingProfileRequest request, ServerCallContext context) =>
        getSpendingProfile.HandleAsync(request, context);

    public override Task<GetGuidelineGapsResponse> GetGuidelineGaps(GetGuidelineGapsRequest request, ServerCallContext context) =>
        getGuidelineGaps.HandleAsync(request, context);

    public override Task<AggregateSpendingResponse> AggregateSpending(AggregateSpendingRequest request, ServerCallContext context) =>
        aggregateSpending.HandleAsync(request, context);
}
