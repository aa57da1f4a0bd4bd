using Grpc.Core;
using Summit.Hosting.Resources;

namespace Summit.Logistics.Assessment;

/// <summary>Reads what an assessment computes with: this service's data, and that of Nations.</summary>
internal sealed class ReadFacts(StoreReads reads, ReadNations nations)
{
    public async Task<AssessmentFacts> ReadAsync(Question question, StepReport steps, ServerCallContext context)
    {
        var held = await steps.RunAsync("forces", "reading units, options and the network", () => HeldForces.ReadAsync(reads, question, context));
        var stored = held;
        held = OverriddenForces.Of(stored, question);
        var strength = question.AskedStrength ?? held.Option.StrengthPersons;
        var known = await steps.RunAsync("permission", "reading positions, consents and parliaments from Nations", () =>
            nations.ReadAsync(question, strength, held.Nodes[question.Destination], Transit(held), context));
        var assumed = known.Value is { } value ? known with { Value = OverriddenNations.Of(value, question) } : known;
        return new(question with { Issue = known.Value?.Issue ?? question.Issue }, held, assumed) { Overrides = AppliedOverrides.Of(question, stored, known.Value) };
    }

    /// <summary>Nations whose soil a route may cross: all nations with nodes.</summary>
    private static List<string> Transit(HeldForces held) => [.. held.Nodes.Values.Select(n => n.Nation).Distinct().Order(StringComparer.Ordinal)];
}
