using Grpc.Core;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Spending;

/// <summary>Computations: the class of the method's name holds each.</summary>
internal sealed class SpendingService(StoreReads reads) : V1.SpendingService.SpendingServiceBase
{
    public override async Task<GetSpendingProfileResponse> GetSpendingProfile(GetSpendingProfileRequest request, ServerCallContext context) =>
        await Spending.GetSpendingProfile.RunAsync(request, await Held.OpenAsync(reads, request, context));

    public override async Task<GetGuidelineGapsResponse> GetGuidelineGaps(GetGuidelineGapsRequest request, ServerCallContext context) =>
        await Spending.GetGuidelineGaps.RunAsync(request, await Held.OpenAsync(reads, request, context));

    public override async Task<AggregateSpendingResponse> AggregateSpending(AggregateSpendingRequest request, ServerCallContext context) =>
        await Spending.AggregateSpending.RunAsync(request, await Held.OpenAsync(reads, request, context));
}
