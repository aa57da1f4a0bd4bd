using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Funds;

/// <summary>Methods for <c>fund</c> resources and their ledgers.</summary>
internal sealed class FundService(
    StandardMethods<Fund> methods, StandardMethods<FundEvent> events, StandardMethods<FundPurpose> purposes, AppendFundEvent appendFundEvent) : V1.FundService.FundServiceBase
{
    public override Task<Fund> GetFund(GetFundRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListFundsResponse> ListFunds(ListFundsRequest request, ServerCallContext context) =>
        methods.ListAsync<ListFundsResponse>(request, context);

    public override Task<Fund> CreateFund(CreateFundRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<Fund> UpdateFund(UpdateFundRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteFund(DeleteFundRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    public override Task<Fund> AppendFundEvent(AppendFundEventRequest request, ServerCallContext context) =>
        appendFundEvent.HandleAsync(request, context);

    public override Task<ListFundEventsResponse> ListFundEvents(ListFundEventsRequest request, ServerCallContext context) =>
        events.ListAsync<ListFundEventsResponse>(request, context);

    public override Task<ListFundPurposesResponse> ListFundPurposes(ListFundPurposesRequest request, ServerCallContext context) =>
        purposes.ListAsync<ListFundPurposesResponse>(request, context);
}
