using Summit.Logistics.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>How far the results move when every input that is a range is drawn many times.</summary>
internal static class DrawsBlock
{
    public static IEnumerable<Block> Of(AssessDeploymentResponse answer)
    {
        if (answer.Draws is { } draws)
        {
            yield return new("How sure", [.. Parts(answer, draws)]);
        }
    }

    private static IEnumerable<Part> Parts(AssessDeploymentResponse answer, AssessmentDraws draws)
    {
        yield return new Prose(
            $"{draws.Done:N0} draws{(draws.Reproducible ? "" : $" of {draws.Requested:N0}, because the deadline was near; asked again, the numbers can differ")}. Verdicts: {string.Join("; ", draws.Verdicts.Select(v => $"{v.Percent:0.#} % {Texts.Verdict(v.Verdict)}"))}.");
        var drawn = answer.Cases.Where(c => c.Draws is not null).ToList();
        if (drawn.Count > 0)
        {
            yield return new Tabular(
                ["Middle (8 of 10 draws are between)", .. drawn.Select(c => Texts.Posture(c.Posture))],
                [
                    Row($"In place by {Days.Text(answer.Question.ReadyByDate)}, persons", drawn, d => Between(d.InPlaceByReadyDatePersons, "none")),
                    Row("Ready by C-day, persons", drawn, d => Between(d.ReadyByCDayPersons, "none")),
                    Row("Closed at the destination, C+", drawn, d => Between(d.DestinationClosureDay, "never")),
                    Row("Can be kept without end, persons", drawn, d => Between(d.SustainablePersons, "none")),
                    Row("Rotation breaks, month", drawn, d => Between(d.FirstBreakMonth, "never")),
                    Row("First short of supplies, day", drawn, d => Between(d.FirstShortDay, "never")),
                ]);
        }

        var costs = new[] { ("Full cost", draws.FullCost), ("Extra cost", draws.MarginalCost) }.Where(c => c.Item2 is not null).ToList();
        if (costs.Count > 0)
        {
            yield return new Tabular(
                ["Cost", "1 in 10 below", "Middle", "1 in 10 above"],
                [.. costs.Select(c => (IReadOnlyList<string>)[c.Item1, Texts.Sum(c.Item2!.P10), Texts.Sum(c.Item2.P50), Texts.Sum(c.Item2.P90)])],
                Numbers: 1);
        }
    }

    private static IReadOnlyList<string> Row(string label, IReadOnlyList<PostureCase> cases, Func<CaseDraws, string> value) => [label, .. cases.Select(c => value(c.Draws))];

    /// <summary>The middle, and the span between the tenth and the ninetieth percentile. A value that is unset lies beyond the last one that can be named.</summary>
    private static string Between(DrawnNumber? number, string beyond)
    {
        string Text(bool has, double value) => has ? Texts.Number(value) : beyond;
        if (number is null)
        {
            return "-";
        }

        var (low, middle, high) = (Text(number.HasP10, number.P10), Text(number.HasP50, number.P50), Text(number.HasP90, number.P90));
        return low == middle && middle == high ? middle : $"{middle} ({low} to {high})";
    }
}
