using System.Security.Cryptography;
using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.Scheduling;
using Summit.Logistics.Stored;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Plans;

/// <summary>Plans a movement and keeps the plan with all that it was made from.</summary>
internal sealed class KeepMovementPlan(PlanMovement plans, StoreWrites writes) : IRequestCheck<CreateStoredMovementPlanRequest>
{
    private const string Request = "stored_movement_plan.request.";

    public async Task<StoredMovementPlan> HandleAsync(CreateStoredMovementPlanRequest request, ServerCallContext context)
    {
        var asked = request.StoredMovementPlan;
        var kept = new StoredMovementPlan { Name = $"movementPlans/{Guid.NewGuid():N}", DisplayName = asked.DisplayName, Description = asked.Description, Request = asked.Request };
        Ownership.Take(Types.MovementPlans, kept, context.Caller());
        if (asked.Request.Problem is { } problem)
        {
            MovementInput.ThrowIfFaulty(problem, Request);
        }

        var planned = await plans.HandleAsync(asked.Request, context);
        (kept.Answer, kept.Problem, kept.ResultHash) = (planned.Answer, planned.Problem, HashOf(planned.Answer));
        (kept.Seed, kept.EngineVersion) = ((int)SchedulingRequests.ToBudget(asked.Request.Budget).Seed, PlanMovement.EngineVersion);
        if (asked.Request.Stored is not null)
        {
            kept.Revisions.Add(context.Scope().Read.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => new ServiceRevision { Service = e.Key, Revision = e.Value }));
        }

        return await writes.CommitAsync(request, context, write =>
        {
            Ownership.RequireRoom(Types.MovementPlans, write);
            return write.Transaction.Create(Types.MovementPlans, kept);
        });
    }

    public ValueTask CheckAsync(CreateStoredMovementPlanRequest request, ServerCallContext context, Violations found)
    {
        if (request.StoredMovementPlan?.Request is { } asked)
        {
            StoredMovementReader.Check(asked.Stored, asked.Problem is not null, found, Request);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>The hash of an answer by which plans are compared.</summary>
    public static string HashOf(MovementAnswer answer) => Convert.ToHexStringLower(SHA256.HashData(answer.ToByteArray()));
}
