using Summit.Kernel;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>What the force needs beyond fighting units, with and without the United States.</summary>
internal static class EnablerStep
{
    public const string Percent = "percent of the need";
    public const string Persons = "persons";
    private const int Whole = 100;
    private const double PerPersons = 10_000;

    /// <param name="strength">Strength of the force, persons.</param>
    /// <param name="option">The option whose lines apply.</param>
    /// <param name="force">The units.</param>
    /// <param name="availability">Part of the pool that can be sent, low, mid and high.</param>
    /// <param name="posture">What the United States do.</param>
    public static EnablerSection Section(int strength, ForceOption option, Force force, Range availability, UsaPosture posture)
    {
        var lines = option.Lines.OrderBy(l => l.Enabler, StringComparer.Ordinal)
            .Select(l => l.UnitType == UnitType.Unspecified ? Strategic(l, posture) : FromUnits(l, strength, force, availability)).ToList();
        return new EnablerSection { State = Sections.Available(), Lines = { lines }, GapCount = lines.Count(l => l.Gap.Mid > 0) };
    }

    private static EnablerLine FromUnits(RequirementLine line, int strength, Force force, Range availability)
    {
        var pool = force.Offered.Where(u => u.Element.UnitType == line.UnitType).Sum(u => u.Element.Persons);
        var required = Math.Ceiling(line.PersonsPer10000 * (strength / PerPersons));
        return Line(line.Enabler, required, new Range { Low = Floor(availability.Low), Mid = Floor(availability.Mid), High = Floor(availability.High) }, Persons, false);

        double Floor(double share) => Rotation.RotationRule.Usable(pool, Rational.FromWire(share));
    }

    private static EnablerLine Strategic(RequirementLine line, UsaPosture posture)
    {
        var byUsa = posture is UsaPosture.FullBackstop or UsaPosture.EnablersOnly;
        return Line(line.Enabler, Whole, byUsa ? new Range { Low = Whole, Mid = Whole, High = Whole } : line.EuropeanSharePercent, Percent, byUsa);
    }

    private static EnablerLine Line(string enabler, double required, Range available, string unit, bool byUsa) => new()
    {
        Enabler = enabler,
        Required = required,
        Available = available,
        Gap = new Range { Low = Gap(required, available.High), Mid = Gap(required, available.Mid), High = Gap(required, available.Low) },
        Unit = unit,
        FilledByUsa = byUsa,
    };

    private static double Gap(double required, double available) => Math.Max(0, required - available);
}
