using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Costs;

/// <summary>Methods for <c>costFactor</c> resources.</summary>
internal sealed class CostFactorService(StandardMethods<CostFactor> methods) : V1.CostFactorService.CostFactorServiceBase
{
    public override Task<CostFactor> GetCostFactor(GetCostFactorRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListCostFactorsResponse> ListCostFactors(ListCostFactorsRequest request, ServerCallContext context) =>
        methods.ListAsync<ListCostFactorsResponse>(request, context);

    public override Task<CostFactor> CreateCostFactor(CreateCostFactorRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<CostFactor> UpdateCostFactor(UpdateCostFactorRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteCostFactor(DeleteCostFactorRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
