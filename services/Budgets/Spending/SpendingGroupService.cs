using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Spending;

/// <summary>Methods for <c>spendingGroup</c> resources.</summary>
internal sealed class SpendingGroupService(StandardMethods<SpendingGroup> methods) : V1.SpendingGroupService.SpendingGroupServiceBase
{
    public override Task<SpendingGroup> GetSpendingGroup(GetSpendingGroupRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListSpendingGroupsResponse> ListSpendingGroups(ListSpendingGroupsRequest request, ServerCallContext context) =>
        methods.ListAsync<ListSpendingGroupsResponse>(request, context);

    public override Task<SpendingGroup> CreateSpendingGroup(CreateSpendingGroupRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<SpendingGroup> UpdateSpendingGroup(UpdateSpendingGroupRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteSpendingGroup(DeleteSpendingGroupRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
