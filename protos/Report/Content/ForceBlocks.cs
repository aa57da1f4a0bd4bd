using Summit.Logistics.V1;
using Summit.Report.Charts;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>Which force could be in place and for how long, with and without the United States side by side.</summary>
internal static class ForceBlocks
{
    public static IEnumerable<Block> Of(AssessDeploymentResponse answer)
    {
        var cases = answer.Cases;
        if (cases.Count == 0)
        {
            yield break;
        }

        yield return Sections.Of("How many", cases.Select(c => c.Strength?.State), () => Strength(answer));
        yield return Sections.Of("How long", cases.Select(c => c.Rotation?.State), () => Rotation(answer));
        yield return Sections.Of("Enablers", cases.Select(c => c.Enablers?.State), () => [Enablers(cases)]);
    }

    private static IEnumerable<Part> Strength(AssessDeploymentResponse answer)
    {
        yield return Compare(answer.Cases,
        [
            ("Verdict", c => Texts.Verdict(c.Verdict)),
            ("Could offer", c => Texts.Range(c.Strength.OnRecord.CouldOfferPersons)),
            ("  if approved", c => Texts.Range(c.Strength.IfApproved.CouldOfferPersons)),
            ("Offered or reported", c => Texts.Range(c.Strength.OfferedOrReportedPersons)),
            ("Ready by C-day", c => Texts.Range(c.Strength.OnRecord.ReadyByCDayPersons)),
            ($"In place by {Days.Text(answer.Question.ReadyByDate)}", c => Texts.Range(c.Strength.OnRecord.InPlaceByReadyDatePersons)),
            ("  usable with enablers", c => $"{c.Strength.UsablePersons:N0}"),
        ]);
        var lines = answer.Cases[^1].Strength.Lines;
        if (lines.Count > 0)
        {
            yield return new Tabular(
                ["Line", "Needed", .. answer.Cases.Select(c => "Filled " + Texts.Posture(c.Posture))],
                [.. lines.Select(line => (IReadOnlyList<string>)[Words.Plain(line.Line), $"{line.RequiredPersons:N0}", .. answer.Cases.Select(c => Texts.Range(c.Strength.Lines.FirstOrDefault(l => l.Line == line.Line)?.FilledPersons))])],
                Numbers: 1);
        }

        var usable = answer.Cases.Select(c => (Posture: Texts.Posture(c.Posture), Lines: c.Strength.Lines.Where(l => l.LackingEnablers.Count > 0).ToList())).Where(u => u.Lines.Count > 0)
            .Select(u => $"Usable {u.Posture}: {string.Join("; ", u.Lines.Select(l => $"{Words.Plain(l.Line)} {l.UsablePersons:N0} ({string.Join(", ", l.LackingEnablers.Select(Words.Plain))})"))}. ").ToList();
        if (usable.Count > 0)
        {
            yield return new Prose($"{string.Concat(usable)}The enabler in brackets cannot support more; the others of the line are there and lack it.");
        }
    }

    private static IEnumerable<Part> Rotation(AssessDeploymentResponse answer)
    {
        yield return Compare(answer.Cases,
        [
            ("Soldiers for each in place", c => $"{c.Rotation.Factor:0.###}"),
            ("Pool needed", c => $"{c.Rotation.PoolNeededPersons:N0}"),
            ("Can be kept without end", c => Texts.Range(c.Rotation.SustainablePersons)),
            ("  if approved", c => $"{c.Strength.IfApproved.SustainablePersons:N0}"),
            ("Breaks", c => Breaks(c.Rotation.HasFirstBreakMonth ? c.Rotation.FirstBreakMonth : null, c.Rotation.FirstBreakDate)),
            ("  if approved", c => Breaks(c.Rotation.HasFirstBreakMonthIfApproved ? c.Rotation.FirstBreakMonthIfApproved : null, null)),
        ]);
        foreach (var one in answer.Cases.Where(c => c.Rotation.Lines.Count > 0))
        {
            var months = answer.Question.DurationMonths;
            var rows = one.Rotation.Lines.Select(line => (
                Words.Plain(line.Line),
                line.HasFirstBreakMonth ? (double)line.FirstBreakMonth : months,
                line.HasFirstBreakMonth && line.FirstBreakMonth < months ? $"{line.FirstBreakMonth} months, then {line.MissingPersons:N0} missing" : "all")).ToList();
            yield return new Picture($"Months each line holds, of {months}, {Texts.Posture(one.Posture)}", width => Bars.Draw(rows, months, width));
        }
    }

    private static string Breaks(int? month, Google.Type.Date? date) => month switch
    {
        null => "never",
        0 => "cannot be raised at all",
        { } m => $"after {m} months{(date is null ? "" : $", {Days.Text(date)}")}",
    };

    private static Tabular Enablers(IReadOnlyList<PostureCase> cases) => new(
        ["Enabler", "Needed", .. cases.Select(c => "Missing " + Texts.Posture(c.Posture))],
        [.. cases[0].Enablers.Lines.Select(line => (IReadOnlyList<string>)
        [
            Words.Plain(line.Enabler),
            $"{Texts.Number(line.Required)} {(line.Unit == "persons" ? line.Unit : "%")}",
            .. cases.Select(c => c.Enablers.Lines.First(l => l.Enabler == line.Enabler)).Select(l => l.FilledByUsa ? "filled by the US" : Texts.Range(l.Gap)),
        ])],
        Numbers: 1);

    private static Tabular Compare(IReadOnlyList<PostureCase> cases, IReadOnlyList<(string Label, Func<PostureCase, string> Value)> rows) => new(
        ["Persons", .. cases.Select(c => Texts.Posture(c.Posture))],
        [.. rows.Select(row => (IReadOnlyList<string>)[row.Label, .. cases.Select(row.Value)])]);
}
