using Grpc.Core;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>Computations on defence spending.</summary>
internal sealed class SpendingService(ComputeSpendingProfile computeSpendingProfile, ComputeGuidelineGaps computeGuidelineGaps, AggregateSpending aggregateSpending)
    : V1.SpendingService.SpendingServiceBase
{
    public override Task<ComputeSpendingProfileResponse> ComputeSpendingProfile(ComputeSpendingProfileRequest request, ServerCallContext context) =>
        computeSpendingProfile.HandleAsync(request, context);

    public override Task<ComputeGuidelineGapsResponse> ComputeGuidelineGaps(ComputeGuidelineGapsRequest request, ServerCallContext context) =>
        computeGuidelineGaps.HandleAsync(request, context);

    public override Task<AggregateSpendingResponse> AggregateSpending(AggregateSpendingRequest request, ServerCallContext context) =>
        aggregateSpending.HandleAsync(request, context);
}
