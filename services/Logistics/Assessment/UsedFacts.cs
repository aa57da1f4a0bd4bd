using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>Notes the facts of this service that an answer is based on: the option, its needs, the units that move and the capacities that bind.</summary>
internal static class UsedFacts
{
    public static void Note(AssessDeploymentResponse answer, HeldForces held, IReadOnlyList<StandingCommitment> commitments, Evidence evidence)
    {
        evidence.Use(held.Option.Name, held.Option.Description, $"{held.Option.StrengthPersons}", "persons", held.Option.Source);
        var taken = answer.Cases.SelectMany(c => c.Strength.UnitsTaken).Select(u => u.ForceElement).ToHashSet(StringComparer.Ordinal);
        foreach (var element in held.Elements.Where(e => taken.Contains(e.Name)))
        {
            evidence.Use(element.Name, $"strength of {element.DisplayName}", $"{element.Persons}", "persons", element.Source);
        }

        var nations = taken.Select(NationNames.NationOf).ToHashSet(StringComparer.Ordinal);
        foreach (var commitment in commitments.Where(c => nations.Contains(NationNames.NationOf(c.Name))))
        {
            evidence.Use(commitment.Name, $"standing commitment: {commitment.DisplayName}", Bound(commitment, held), commitment.Persons is null ? "units bound" : "persons (low / mid / high)", commitment.Source);
        }

        foreach (var report in held.Reports.Where(r => answer.Cases.SelectMany(c => c.Strength.ReportedTotals).Any(t => t.ReportedOffer == r.Name)))
        {
            evidence.Use(report.Name, report.Summary, $"{report.Persons.Low} / {report.Persons.Mid} / {report.Persons.High}", "persons (low / mid / high)", report.Source);
        }

        var binding = answer.Cases.SelectMany(c => c.Movement.AsIfGiven?.Bindings ?? []).Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var arc in held.Arcs.Where(a => binding.Contains(a.Name)))
        {
            var capacity = arc.CapacityTonnesPerDay;
            evidence.Use(arc.Name, arc.Derivation, $"{capacity.Low} / {capacity.Mid} / {capacity.High}", "t a day (low / mid / high)", arc.Source);
        }
    }

    private static string Bound(StandingCommitment commitment, HeldForces held) =>
        commitment.Persons is { } persons ? $"{persons.Low} / {persons.Mid} / {persons.High}" : string.Join(", ", held.Elements.Where(e => commitment.ForceElements.Contains(e.Name)).Select(e => e.DisplayName));
}
