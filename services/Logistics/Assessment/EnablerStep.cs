using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Forces;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>
/// The enablers that the force needs and no unit of the pool provides, with and without the United States. Nations that offer provide
/// them, and fleets that belong to nobody in particular; the match of the force is limited by the same parts.
/// </summary>
internal static class EnablerStep
{
    public const string Percent = "percent of the need";
    public const int Whole = 100;

    public static EnablerSection Section(EnablerSupply supply, UsaPosture posture)
    {
        var lines = supply.NotByUnits.Select(e => Line(e.Line, e.Parts, posture)).ToList();
        return new EnablerSection { State = Sections.Available(), Lines = { lines }, GapCount = lines.Count(l => l.Gap.Mid > 0) };
    }

    /// <summary>Whether the United States provide the enablers.</summary>
    public static bool ByUsa(UsaPosture posture) => posture is UsaPosture.FullBackstop or UsaPosture.EnablersOnly;

    /// <summary>The parts of each enabler that the United States do not provide, as facts.</summary>
    public static List<List<Triangle>> Shares(ForceOption option, EnablerSupply supply, UsaPosture posture) =>
        ByUsa(posture) ? [] : [.. supply.NotByUnits.Select(e => e.Parts.Select(p => Share(option, p)).ToList())];

    /// <summary>A part of an enabler as a fact.</summary>
    public static Triangle Share(ForceOption option, EnablerPart part) => Triangle.Of($"{option.Name}/{part.Id}", part.SharePercent, highIsFavourable: true);

    /// <summary>Whether the parts of every enabler cover its need.</summary>
    public static bool Suffice(List<List<Triangle>> shares, Values values) => shares.All(parts => parts.Sum(values.Of) >= Whole);

    private static EnablerLine Line(RequirementLine line, IReadOnlyList<EnablerPart> parts, UsaPosture posture)
    {
        double At(Func<Range, double> end) => ByUsa(posture) ? Whole : Math.Min(Whole, parts.Sum(p => end(p.SharePercent)));
        var available = new Range { Low = At(r => r.Low), Mid = At(r => r.Mid), High = At(r => r.High) };
        return new EnablerLine
        {
            Enabler = line.DisplayName,
            Required = Whole,
            Available = available,
            Gap = new Range { Low = Whole - available.High, Mid = Whole - available.Mid, High = Whole - available.Low },
            Unit = Percent,
            FilledByUsa = ByUsa(posture),
        };
    }
}
