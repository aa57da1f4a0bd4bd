using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Funds;

/// <summary>Calls on <c>fund</c> resources.</summary>
internal sealed class FundService(StandardMethods<Fund> methods, StoreWrites writes) : V1.FundService.FundServiceBase
{
    public override Task<Fund> GetFund(GetFundRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListFundsResponse> ListFunds(ListFundsRequest request, ServerCallContext context) =>
        methods.ListAsync<ListFundsResponse>(request, context);

    public override Task<Fund> CreateFund(CreateFundRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<Fund> UpdateFund(UpdateFundRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteFund(DeleteFundRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    public override Task<Fund> AppendFundEvent(AppendFundEventRequest request, ServerCallContext context) =>
        writes.CommitAsync(request, context, write => Funds.AppendFundEvent.Run(request, write.Transaction));
}
