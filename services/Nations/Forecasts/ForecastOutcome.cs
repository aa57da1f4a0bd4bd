using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Nations.Positions;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Forecasts;

/// <summary>Computes the baselines from inline actors or stored positions.</summary>
internal sealed class ForecastOutcome(StoreReads reads) : IRequestCheck<ForecastOutcomeRequest>
{
    // Stances are spaced evenly on the scale of the issue: -2 is 0, +2 is 100.
    private const double StepOfStance = 25;

    public async Task<ForecastOutcomeResponse> HandleAsync(ForecastOutcomeRequest request, ServerCallContext context)
    {
        if (request.Stored is null)
        {
            return Baselines.Compute(request.Actors) ?? throw new InvalidFieldsException("actors", "nobody has a salience above 0; then nothing weighs");
        }
        var snapshot = await reads.OpenAsync(context, request.Stored);
        var stances = await StanceReader.ReadAsync(
            snapshot, request.Stored.Issue, request.Stored.Nations, request.Stored.AsOf.ToDateOnly(), request.Stored.ChoiceRule, context.CancellationToken);
        var capabilities = await CapabilitiesAsync(request.Stored, snapshot, context.CancellationToken);
        var declared = stances.Where(s => s.HasScore).ToList();
        Require(declared, capabilities);
        var response = Baselines.Compute(declared.Select(s => Actor(s, capabilities[s.Nation])))
            ?? throw new PreconditionException(ErrorReason.FactMissing, request.Stored.Issue, $"No nation has declared a stance on {request.Stored.Issue} by then.");
        var positions = declared.ToDictionary(s => s.Nation, s => s.Position.Name, StringComparer.Ordinal);
        foreach (var contribution in response.Contributions)
        {
            contribution.SourcePosition = positions[contribution.Id];
        }
        response.SilentNations.AddRange(stances.Where(s => !s.HasScore).Select(s => s.Nation));
        response.Assumptions.AddRange(Assumptions(request.Stored, declared));
        return response;
    }

    public ValueTask CheckAsync(ForecastOutcomeRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    private static async Task<Dictionary<string, double>> CapabilitiesAsync(StoredPositions stored, Snapshot snapshot, CancellationToken cancellation)
    {
        if (stored.Capabilities.Count > 0)
        {
            return stored.Capabilities.ToDictionary(c => $"nations/{c.Key}", c => c.Value, StringComparer.Ordinal);
        }
        var nations = await snapshot.ListAllAsync(Types.Nations, "", Visibility.Published, cancellation);
        return nations.Where(n => n.Populations.Count > 0)
            .ToDictionary(n => n.Name, n => (double)n.Populations.MaxBy(p => p.Year)!.Persons, StringComparer.Ordinal);
    }

    private static ForecastActor Actor(NationStance stance, double capability) => new()
    {
        Id = stance.Nation,
        Position = stance.Position.HasScaleValue ? stance.Position.ScaleValue : (stance.Score + 2) * StepOfStance,
        Salience = stance.Position.HasSalience ? stance.Position.Salience : 1,
        Capability = capability,
    };

    private static void Require(List<NationStance> declared, Dictionary<string, double> capabilities)
    {
        var missing = declared.Where(s => !capabilities.ContainsKey(s.Nation)).Select(s => (s.Nation, "has no capability, and no population is held")).ToList();
        if (missing.Count > 0)
        {
            var names = string.Join(", ", missing.Select(m => m.Nation));
            throw new PreconditionException(
                ErrorReason.FactMissing, missing, $"No capability is known for {names}; give capabilities, or leave these nations out.", new Dictionary<string, string> { ["missing"] = names });
        }
    }

    private static IEnumerable<string> Assumptions(StoredPositions stored, List<NationStance> declared)
    {
        var fromStance = declared.Where(s => !s.Position.HasScaleValue).Select(s => s.Nation).ToList();
        var noSalience = declared.Where(s => !s.Position.HasSalience).Select(s => s.Nation).ToList();
        if (fromStance.Count > 0)
        {
            yield return $"Position taken from the stance (-2 is 0, +2 is 100) for {string.Join(", ", fromStance)}.";
        }
        if (noSalience.Count > 0)
        {
            yield return $"Salience 1 for {string.Join(", ", noSalience)}.";
        }
        if (stored.Capabilities.Count == 0)
        {
            yield return "Capability is the newest population held.";
        }
    }

    private static void Check(ForecastOutcomeRequest request, Violations violations)
    {
        violations.Require(
            request.Actors.Count > 0 != (request.Stored is not null), "actors", request.Stored is null ? "is empty, and stored is not set; give one" : "is set beside stored; give one or the other");
        violations.RequireDistinct(request.Actors.Select(a => a.Id), i => $"actors[{i}].id");
        foreach (var (index, actor) in request.Actors.Index())
        {
            violations.Require(actor.Capability > 0, $"actors[{index}].capability", $"{actor.Capability} is outside what is allowed: above 0");
        }
        foreach (var (nation, capability) in request.Stored?.Capabilities ?? [])
        {
            violations.Require(capability > 0 && double.IsFinite(capability), $"stored.capabilities[{nation}]", $"{capability} is outside what is allowed: above 0");
        }
    }
}
