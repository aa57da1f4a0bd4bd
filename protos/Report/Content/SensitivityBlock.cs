using Summit.Logistics.V1;

namespace Summit.Report.Content;

/// <summary>What would change the answer, one change at a time, and the fewest yeses that make the verdict positive.</summary>
internal static class SensitivityBlock
{
    private const int MostRows = 15;

    public static IEnumerable<Block> Of(AssessDeploymentResponse answer, Names names)
    {
        if (answer.Sensitivity is { } sensitivity)
        {
            yield return new("What would change it", [.. Parts(sensitivity, names)]);
        }
    }

    private static IEnumerable<Part> Parts(SensitivitySection sensitivity, Names names)
    {
        if (sensitivity.NothingGains.Length > 0)
        {
            yield return new Prose(names.In(sensitivity.NothingGains));
        }

        if (sensitivity.SmallestYesSet is { Explanation.Length: > 0 } yeses)
        {
            yield return new Prose(names.In(yeses.Explanation));
        }

        if (sensitivity.Rows.Count > 0)
        {
            yield return new Tabular(
                [$"Change, {Texts.Posture(sensitivity.Posture)}", "Closure", "In place", "Kept", "Cost"],
                [.. sensitivity.Rows.Take(MostRows).Select(row => (IReadOnlyList<string>)
                [
                    names.In(row.Change) + (row.VerdictChanges ? $": {Texts.Verdict(row.Verdict)}" : ""),
                    Closure(row),
                    Gained(row.InPlacePersonsGained),
                    Gained(row.SustainablePersonsGained),
                    row.CostChange is { Units: not 0 } cost ? Texts.Change(cost) : "-",
                ])],
                Numbers: 1);
        }

        var more = Math.Max(0, sensitivity.Rows.Count - MostRows) + sensitivity.LeftOutCount;
        yield return new Prose($"{(more > 0 ? $"{more} more changes are in the JSON. " : "")}{sensitivity.UnchangedCount} changes that were tried change nothing.");
    }

    private static string Closure(SensitivityRow row) => row switch
    {
        { HasClosureHoursGained: false } => row.Closes ? "opens the way" : "closes the way",
        { ClosureHoursGained: 0 } => "-",
        { ClosureHoursGained: > 0 and var earlier } => $"{ChangesLine.Time(earlier)} earlier",
        { ClosureHoursGained: var later } => $"{ChangesLine.Time(-later)} later",
    };

    private static string Gained(long value) => value == 0 ? "-" : $"{value:+#,0;-#,0}";
}
