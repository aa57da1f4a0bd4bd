using Grpc.Core;
using Summit.Hosting.Errors;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Stored;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>The problem of a request: inline, or made of stored units and network.</summary>
internal sealed class MovementInput(StoredMovementReader reader)
    : IRequestCheck<PlanMovementRequest>, IRequestCheck<StreamMovementRequest>, IRequestCheck<RankBottlenecksRequest>
{
    /// <summary>The problem, after its checks.</summary>
    /// <exception cref="InvalidFieldsException">The inline problem has faults across its fields. All faults are reported.</exception>
    public async Task<MovementProblem> ReadAsync(MovementProblem? inline, StoredMovement? stored, ServerCallContext context)
    {
        if (stored is not null)
        {
            return await reader.ReadAsync(stored, context);
        }

        ThrowIfFaulty(inline!);
        return inline!;
    }

    /// <summary>Refuses a problem with faults across its fields. All faults are reported.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="prefix">Path of the field <c>problem</c> in the request.</param>
    /// <exception cref="InvalidFieldsException">The problem has a fault.</exception>
    public static void ThrowIfFaulty(MovementProblem problem, string prefix = "")
    {
        var inside = new Violations();
        MovementCheck.Check(problem, inside);
        var faults = new Violations();
        foreach (var fault in inside.Found)
        {
            faults.Require(false, prefix + fault.Field, fault.Description);
        }

        faults.ThrowIfAny();
    }

    public ValueTask CheckAsync(PlanMovementRequest request, ServerCallContext context, Violations found) => Check(request.Problem, request.Stored, found);

    public ValueTask CheckAsync(StreamMovementRequest request, ServerCallContext context, Violations found) => Check(request.Problem, request.Stored, found);

    public ValueTask CheckAsync(RankBottlenecksRequest request, ServerCallContext context, Violations found) => Check(request.Problem, request.Stored, found);

    private static ValueTask Check(MovementProblem? inline, StoredMovement? stored, Violations found)
    {
        StoredMovementReader.Check(stored, inline is not null, found);
        return ValueTask.CompletedTask;
    }
}
