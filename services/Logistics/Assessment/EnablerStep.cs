using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>The enablers that the force needs and no unit of the pool provides, with and without the United States.</summary>
internal static class EnablerStep
{
    public const string Percent = "percent of the need";
    public const int Whole = 100;

    public static EnablerSection Section(ForceOption option, UsaPosture posture)
    {
        var lines = option.Lines.Where(l => l.UnitTypes.Count == 0).OrderBy(l => l.Id, StringComparer.Ordinal).Select(l => Line(l, posture)).ToList();
        return new EnablerSection { State = Sections.Available(), Lines = { lines }, GapCount = lines.Count(l => l.Gap.Mid > 0) };
    }

    /// <summary>The European share of each enabler that the United States do not provide, as facts.</summary>
    public static List<Triangle> Shares(ForceOption option, UsaPosture posture) => posture is UsaPosture.FullBackstop or UsaPosture.EnablersOnly ? []
        : [.. option.Lines.Where(l => l.UnitTypes.Count == 0).Select(l => Share(option, l))];

    /// <summary>The European share of an enabler as a fact.</summary>
    public static Triangle Share(ForceOption option, RequirementLine line) => Triangle.Of($"{option.Name}/{line.Id}", line.EuropeanSharePercent, highIsFavourable: true);

    private static EnablerLine Line(RequirementLine line, UsaPosture posture)
    {
        var byUsa = posture is UsaPosture.FullBackstop or UsaPosture.EnablersOnly;
        var available = byUsa ? new Range { Low = Whole, Mid = Whole, High = Whole } : line.EuropeanSharePercent;
        return new EnablerLine
        {
            Enabler = line.DisplayName,
            Required = Whole,
            Available = available,
            Gap = new Range { Low = Gap(available.High), Mid = Gap(available.Mid), High = Gap(available.Low) },
            Unit = Percent,
            FilledByUsa = byUsa,
        };
    }

    private static double Gap(double available) => Math.Max(0, Whole - available);
}
