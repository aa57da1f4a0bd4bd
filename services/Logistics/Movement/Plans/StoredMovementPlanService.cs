using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Plans;

/// <summary>The calls of StoredMovementPlanService; it only delegates.</summary>
internal sealed class StoredMovementPlanService(StandardMethods<StoredMovementPlan> methods, KeepMovementPlan keep, RemakeMovementPlan remake)
    : V1.StoredMovementPlanService.StoredMovementPlanServiceBase
{
    public override Task<StoredMovementPlan> GetStoredMovementPlan(GetStoredMovementPlanRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<BatchGetStoredMovementPlansResponse> BatchGetStoredMovementPlans(BatchGetStoredMovementPlansRequest request, ServerCallContext context) =>
        methods.BatchGetAsync<BatchGetStoredMovementPlansResponse>(request, context);

    public override Task<ListStoredMovementPlansResponse> ListStoredMovementPlans(ListStoredMovementPlansRequest request, ServerCallContext context) =>
        methods.ListAsync<ListStoredMovementPlansResponse>(request, context);

    public override Task<StoredMovementPlan> CreateStoredMovementPlan(CreateStoredMovementPlanRequest request, ServerCallContext context) => keep.HandleAsync(request, context);

    public override Task<StoredMovementPlan> UpdateStoredMovementPlan(UpdateStoredMovementPlanRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<RemakeMovementPlanResponse> RemakeMovementPlan(RemakeMovementPlanRequest request, ServerCallContext context) => remake.HandleAsync(request, context);

    public override Task<Empty> DeleteStoredMovementPlan(DeleteStoredMovementPlanRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
