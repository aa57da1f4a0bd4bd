using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Plans;

/// <summary>Makes a kept plan again, from the revisions that it names.</summary>
internal sealed class RemakeMovementPlan(StoreReads reads, PlanMovement plans)
{
    /// <exception cref="PreconditionException">The plan cannot be made again to the same bytes.</exception>
    public async Task<RemakeMovementPlanResponse> HandleAsync(RemakeMovementPlanRequest request, ServerCallContext context)
    {
        // The plan itself is newer than what it was made from.
        var snapshot = await reads.OpenLatestAsync(context);
        var kept = await snapshot.GetAsync(Types.MovementPlans, request.Name, context.Caller().VisibilityOf(Types.MovementPlans), context.CancellationToken);
        Require(kept, kept.EngineVersion == PlanMovement.EngineVersion, $"was made by version {kept.EngineVersion} of the planner, and this is version {PlanMovement.EngineVersion}; plan it again as a new plan");
        Require(kept, kept.Answer.Reproducible, "was ended by the wall-clock limit, so that it cannot be made again; plan with less work or a longer limit");
        foreach (var read in kept.Revisions)
        {
            context.Scope().PinReads(read.Service, read.Revision);
        }

        var made = await plans.HandleAsync(kept.Request, context);
        var hash = KeepMovementPlan.HashOf(made.Answer);
        return new RemakeMovementPlanResponse { Answer = made.Answer, ResultHash = hash, Same = hash == kept.ResultHash };
    }

    private static void Require(StoredMovementPlan kept, bool holds, string text)
    {
        if (!holds)
        {
            throw new PreconditionException(ErrorReason.StateForbids, [(kept.Name, text)], $"{kept.Name} {text}.");
        }
    }
}
