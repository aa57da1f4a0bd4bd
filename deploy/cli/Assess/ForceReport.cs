using Spectre.Console;
using Summit.Cli.Output;
using Summit.Logistics.V1;

namespace Summit.Cli.Assess;

/// <summary>What could be there, by when and for how long, with and without the United States side by side.</summary>
internal static class ForceReport
{
    public static void Print(Report report, AssessDeploymentResponse answer)
    {
        var cases = answer.Cases;
        if (cases.Count == 0)
        {
            return;
        }

        if (report.Section("Strength and rotation", Worst(cases.Select(c => c.Strength?.State))))
        {
            report.Write(Columns(cases, Strength, answer.Question.ReadyByDate));
        }

        if (report.Section("Movement (bounds: no plan can beat them)", Worst(cases.Select(c => c.Movement?.State))))
        {
            foreach (var (posture, movement) in Distinct(cases))
            {
                Movement(report, posture, movement);
            }
        }

        if (report.Section("Enablers", Worst(cases.Select(c => c.Enablers?.State))))
        {
            Enablers(report, cases);
        }
    }

    private static SectionState? Worst(IEnumerable<SectionState?> states) =>
        states.FirstOrDefault(s => s?.Availability is SectionState.Types.Availability.Unavailable or SectionState.Types.Availability.Missing);

    private static string Posture(UsaPosture posture) => posture switch
    {
        UsaPosture.FullBackstop => "With US backstop",
        UsaPosture.EnablersOnly => "US enablers only",
        UsaPosture.None => "Without the US",
        _ => Words.Of(posture),
    };

    private static Table Columns(IReadOnlyList<PostureCase> cases, Func<PostureCase, Google.Type.Date, IEnumerable<(string Label, string Value)>> rows, Google.Type.Date readyBy)
    {
        var table = Report.Table(["", .. cases.Select(c => Posture(c.Posture))]);
        var columns = cases.Select(c => rows(c, readyBy).ToList()).ToList();
        for (var row = 0; row < columns[0].Count; row++)
        {
            table.AddRow([columns[0][row].Label, .. columns.Select(column => Markup.Escape(column[row].Value))]);
        }

        return table;
    }

    private static IEnumerable<(string Label, string Value)> Strength(PostureCase c, Google.Type.Date readyBy)
    {
        yield return ("Verdict", Words.Of(c.Verdict));
        yield return ("Verdict, unfavourable to favourable", $"{Words.Of(c.UnfavourableVerdict)} to {Words.Of(c.FavourableVerdict)}");
        yield return ("Force that the option needs and units fill", $"{c.Strength.ForcePersons:N0} of {c.Strength.Lines.Sum(l => l.RequiredPersons):N0}");
        yield return ("  short lines", Short(c.Strength));
        yield return ("Could offer, persons", Report.Range(c.Strength.OnRecord.CouldOfferPersons));
        yield return ("  if approved", Report.Range(c.Strength.IfApproved.CouldOfferPersons));
        yield return ("Offered, or reported to offer", Report.Range(c.Strength.OfferedOrReportedPersons));
        yield return ("Ready by C-day", Report.Range(c.Strength.OnRecord.ReadyByCDayPersons));
        yield return ("  if approved", Report.Range(c.Strength.IfApproved.ReadyByCDayPersons));
        yield return ($"In place by {Days.Text(readyBy)}", Report.Range(c.Strength.OnRecord.InPlaceByReadyDatePersons));
        yield return ("  if approved", Report.Range(c.Strength.IfApproved.InPlaceByReadyDatePersons));
        yield return ("Sustainable for ever", Report.Range(c.Rotation.SustainablePersons));
        yield return ("  if approved", $"{c.Strength.IfApproved.SustainablePersons:N0}");
        yield return ("Rotation factor, pool needed", $"{c.Rotation.Factor:0.###}, {c.Rotation.PoolNeededPersons:N0}");
        yield return ("First month it breaks", Breaks(c.Rotation.HasFirstBreakMonth ? c.Rotation.FirstBreakMonth : null, c.Rotation.FirstBreakDate) + (c.Rotation.FirstBreakLine.Length > 0 ? $", {c.Rotation.FirstBreakLine}" : ""));
        yield return ("  if approved", Breaks(c.Rotation.HasFirstBreakMonthIfApproved ? c.Rotation.FirstBreakMonthIfApproved : null, null));
    }

    private static string Short(StrengthSection strength)
    {
        var lines = strength.Lines.Where(l => l.FilledPersons.Mid < l.RequiredPersons).Select(l => $"{l.Line} {l.FilledPersons.Mid:N0} of {l.RequiredPersons:N0}").ToList();
        return lines.Count == 0 ? "none" : string.Join(", ", lines);
    }

    private static string Breaks(int? month, Google.Type.Date? date) => month switch
    {
        null => "never",
        0 => "cannot be raised at all",
        { } m => $"month {m}{(date is null ? "" : $" ({Days.Text(date)})")}",
    };

    /// <summary>One block where both postures move the same load the same way.</summary>
    private static IEnumerable<(string Posture, MovementSection Movement)> Distinct(IReadOnlyList<PostureCase> cases) =>
        cases.GroupBy(c => c.Movement).Select(g => (string.Join(" and ", g.Select(c => Posture(c.Posture))), g.Key));

    private static void Movement(Report report, string posture, MovementSection movement)
    {
        report.Line($"[bold]{posture}[/]: {movement.Persons:N0} persons and {movement.CargoTonnes:N0} t to {movement.DestinationName} by way of {string.Join(", ", movement.DebarkationNodes.Select(name => name.Split('/')[^1]))}");
        Outcome(report, "With consents as on record", movement.OnRecord);
        Outcome(report, "As if every consent were given", movement.AsIfGiven);
    }

    private static void Outcome(Report report, string title, MovementOutcome? outcome)
    {
        if (outcome is null)
        {
            return;
        }

        if (!outcome.Feasible)
        {
            report.Line($"  {title}: [red]infeasible[/]. {string.Join(" ", outcome.Reasons.Select(r => $"{Words.Of(r.Kind)} {r.Subject}: {r.Detail}"))}");
            return;
        }

        report.Line($"  {title}: closure at debarkation {Of(outcome.DebarkationClosure)}, at the destination {Of(outcome.DestinationClosure)}");
        if (outcome.FirstBinding is { } first)
        {
            report.Line($"  Binds first: {first.Description}, {first.CapacityTonnesPerDay:N0} t/day; +{first.RaisePercent} % gains {first.HoursGained} hours");
        }

        else
        {
            report.Line($"  {outcome.NothingGains}");
        }

        foreach (var other in outcome.Bindings.Where(b => b.Name != outcome.FirstBinding?.Name && b.HoursGained > 0).Take(3))
        {
            report.Line($"    then {other.Description}, {other.CapacityTonnesPerDay:N0} t/day; +{other.RaisePercent} % gains {other.HoursGained} hours");
        }
    }

    private static string Of(Closure? closure) => closure is null ? "-"
        : $"C+{closure.DayAtMidCapacity} ({Days.Text(closure.DateAtMidCapacity)}; C+{closure.DayAtHighCapacity} to C+{closure.DayAtLowCapacity})";

    private static void Enablers(Report report, IReadOnlyList<PostureCase> cases)
    {
        var table = Report.Table(["Enabler", "Needed", .. cases.Select(c => Posture(c.Posture) + ": missing")]);
        foreach (var line in cases[0].Enablers.Lines)
        {
            var gaps = cases.Select(c => c.Enablers.Lines.First(l => l.Enabler == line.Enabler)).Select(l => l.FilledByUsa ? "filled by the US" : Report.Range(l.Gap));
            table.AddRow([Markup.Escape(line.Enabler), Markup.Escape($"{line.Required:N0} {line.Unit}"), .. gaps.Select(Markup.Escape)]);
        }

        report.Write(table);
    }
}
