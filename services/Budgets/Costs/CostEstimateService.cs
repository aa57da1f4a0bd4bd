using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Costs;

/// <summary>Methods for <c>costEstimate</c> resources.</summary>
internal sealed class CostEstimateService(StandardMethods<CostEstimate> methods) : V1.CostEstimateService.CostEstimateServiceBase
{
    public override Task<CostEstimate> GetCostEstimate(GetCostEstimateRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListCostEstimatesResponse> ListCostEstimates(ListCostEstimatesRequest request, ServerCallContext context) =>
        methods.ListAsync<ListCostEstimatesResponse>(request, context);

    public override Task<CostEstimate> CreateCostEstimate(CreateCostEstimateRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<CostEstimate> UpdateCostEstimate(UpdateCostEstimateRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteCostEstimate(DeleteCostEstimateRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
