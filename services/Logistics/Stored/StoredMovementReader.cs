using Grpc.Core;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Summit.Policy.Rules;

namespace Summit.Logistics.Stored;

/// <summary>Makes a movement problem of stored units, the stored network and the consents on record, read at one revision.</summary>
internal sealed class StoredMovementReader(StoreReads reads, StoredTerms terms)
{
    private const int DefaultHorizonDays = 365;

    /// <summary>The problem.</summary>
    /// <exception cref="Store.ResourceNotFoundException">A named resource does not exist.</exception>
    /// <exception cref="InvalidFieldsException">No problem can be made of what is stored.</exception>
    public async Task<MovementProblem> ReadAsync(StoredMovement stored, ServerCallContext context)
    {
        var (sees, stop) = (context.Caller().Visibility, context.CancellationToken);
        var snapshot = await reads.OpenAsync(context);
        await snapshot.GetAsync(Types.TransportNodes, stored.Destination, sees, stop);
        var nodes = await snapshot.ListAllAsync(Types.TransportNodes, "", sees, stop);
        var problem = new MovementProblem { Objectives = { stored.Objectives }, HorizonDays = stored.HasHorizonDays ? stored.HorizonDays : DefaultHorizonDays, IocRequirements = { stored.IocForceElements } };
        StoredNetwork.Add(
            problem, nodes, await snapshot.ListAllAsync(Types.TransportArcs, "", sees, stop), await snapshot.ListAllAsync(Types.LiftAssets, "", sees, stop), stored.Capacities);
        StoredRequirements.Add(problem, stored, await StoredUnits.ReadAsync(stored, snapshot, sees, stop), nodes);
        Check(problem, stored).ThrowIfAny();
        await terms.AddAsync(problem, stored, context);
        return problem;
    }

    /// <summary>Adds the faults of a request across its fields.</summary>
    /// <param name="stored">The request.</param>
    /// <param name="hasInline">Whether inline input is also set.</param>
    /// <param name="found">Where faults are added.</param>
    /// <param name="prefix">Path of the field <c>stored</c> in the request.</param>
    public static void Check(StoredMovement? stored, bool hasInline, Violations found, string prefix = "")
    {
        found.Require(stored is not null || hasInline, prefix + "stored", "is not set, and neither is inline input; give one of them");
        if (stored is null)
        {
            return;
        }

        found.Require(!hasInline, prefix + "stored", "is set beside inline input; give one of them");
        found.Require(stored.ForceElements.Count > 0 || stored.ForceOption.Length > 0, prefix + "stored.force_elements", "is empty, and force_option is not set; name units or an option");
        found.Require(stored.ForceElements.Count == 0 || stored.ForceOption.Length == 0, prefix + "stored.force_option", "is set beside force_elements; give one of them");
        found.Require(stored.ForceOption.Length > 0 || !stored.HasStrengthPersons, prefix + "stored.strength_persons", "is set without force_option; named units move whole");
        found.Require(stored.ForceOption.Length > 0 || stored.Nations.Count == 0, prefix + "stored.nations", "is set without force_option; named units have their nations");
        found.Require(stored.Decision.Length == 0 || stored.AsOf is not null, prefix + "stored.as_of", "is not set; set it, because decision is set");
        found.Require(stored.Decision.Length == 0 || stored.CDay is not null, prefix + "stored.c_day", "is not set; set it, because decision is set");
        found.Require(!stored.Objectives.Contains(MovementObjective.Unspecified), prefix + "stored.objectives", "names MOVEMENT_OBJECTIVE_UNSPECIFIED; name an objective");
    }

    private static Violations Check(MovementProblem problem, StoredMovement stored)
    {
        var found = new Violations();
        var moving = problem.Requirements.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        found.Require(moving.Count > 0, "stored.force_option", "takes no unit of these nations, so that nothing moves; name other nations or a lower strength");
        found.Require(problem.Requirements.All(r => r.Origin != stored.Destination), "stored.destination", $"\"{stored.Destination}\" is where units start; name another node");
        foreach (var (i, name) in stored.IocForceElements.Index())
        {
            found.Require(moving.Contains(name), $"stored.ioc_force_elements[{i}]", $"\"{name}\" is not among the units that move");
        }

        // What was stored may be larger than what a plan takes.
        foreach (var fault in moving.Count > 0 ? RequestRules.Check(problem) : [])
        {
            found.Require(false, "stored", $"{fault.Field} of the problem made of what is stored: {fault.Description}");
        }

        return found;
    }
}
