using Google.Type;
using Summit.Kernel;
using Summit.Logistics.V1;

namespace Summit.Logistics.Comparison;

/// <summary>The main figures of an assessment, in the order in which a reader needs them.</summary>
internal static class Figures
{
    private const string NotKnown = "not known";
    private const double Million = 1_000_000;

    private static readonly (string Id, string Name, string Unit, Func<AssessDeploymentResponse, PostureCase, (string Text, double? Number)> Of)[] All =
    [
        ("verdict", "verdict", "", (a, c) => (VerdictOf(a.Verdict), null)),
        ("strength", "strength asked for", "persons", (a, c) => Count(a.Question.StrengthPersons)),
        ("force", "force raised", "persons", (a, c) => c.Strength.State.IsKnown() ? Count(c.Strength.ForcePersons) : (NotKnown, null)),
        ("in-place", "in place by the ready date", "persons", (a, c) => c.Strength.OnRecord?.InPlaceByReadyDatePersons is { } r ? Count((long)r.Mid) : (NotKnown, null)),
        ("closure", "last load at the destination", "days after C-day", (a, c) => Closure(c.Movement)),
        ("bottleneck", "bottleneck", "", (a, c) => (c.Bottleneck?.Sentence is { Length: > 0 } sentence ? sentence : "none", null)),
        ("break", "first relief that is short", "months after C-day", (a, c) => Break(c.Rotation)),
        ("sustainable", "can be kept indefinitely", "persons", (a, c) => c.Rotation.State.IsKnown() && c.Rotation.SustainablePersons is { } r ? Count((long)r.Mid) : (NotKnown, null)),
        ("cost", "full cost", "million", (a, c) => Cost(a.Cost.State.IsKnown() ? a.Cost.Full?.Mid : null)),
        ("marginal-cost", "cost beyond that at home", "million", (a, c) => Cost(a.Cost.State.IsKnown() ? a.Cost.Marginal?.Mid : null)),
        ("consents", "consents missing", "", (a, c) => a.Permission.State.IsKnown() ? Names(a.Permission.Consents.Where(x => !x.OnRecord).Select(x => $"{x.DisplayName} ({Assessment.Overrides.Words(x.Role)})")) : (NotKnown, null)),
        ("parliaments", "parliaments still to approve", "", (a, c) => a.Permission.State.IsKnown() ? Names(a.Permission.Parliaments.Where(x => x.Missing).Select(x => x.DisplayName)) : (NotKnown, null)),
        ("enablers", "enablers with a gap", "", (a, c) => c.Enablers.State.IsKnown() ? ($"{c.Enablers.GapCount}", c.Enablers.GapCount) : (NotKnown, null)),
    ];

    /// <summary>The figures of some answers, side by side.</summary>
    public static IEnumerable<ComparedFigure> Compare(IEnumerable<AssessDeploymentResponse> answers)
    {
        var cases = answers.Select(a => (Answer: a, Case: CaseOf(a))).ToList();
        foreach (var (id, name, unit, of) in All)
        {
            var values = cases.Select(c => of(c.Answer, c.Case)).ToList();
            yield return new ComparedFigure
            {
                Id = id,
                DisplayName = name,
                Unit = unit,
                Values = { values.Select(v => v.Number is { } number ? new ComparedValue { Text = v.Text, Number = number } : new ComparedValue { Text = v.Text }) },
                Differs = values.Distinct().Count() > 1,
            };
        }
    }

    /// <summary>The figures that differ between two answers.</summary>
    public static IEnumerable<FigureChange> Changes(AssessDeploymentResponse from, AssessDeploymentResponse to) =>
        Compare([from, to]).Where(f => f.Differs).Select(f => new FigureChange { Figure = f.Id, From = f.Values[0].Text, To = f.Values[1].Text });

    /// <summary>The posture that is asked for; if it is not known, that without the United States, which the verdict is about too.</summary>
    private static PostureCase CaseOf(AssessDeploymentResponse answer) => answer.Cases.FirstOrDefault(c => c.Posture == answer.Question.UsaPosture) ?? answer.Cases[^1];

    private static bool IsKnown(this SectionState? state) => state?.Availability == SectionState.Types.Availability.Available;

    private static string VerdictOf(Verdict verdict) => verdict switch
    {
        Verdict.PermittedAndFeasible => "permitted and feasible",
        Verdict.FeasibleNotPermitted => "feasible, not permitted",
        Verdict.PermittedNotFeasible => "permitted, not feasible",
        Verdict.Neither => "neither permitted nor feasible",
        _ => "unknown: an input is missing",
    };

    private static (string Text, double? Number) Count(long persons) => ($"{persons:N0}", persons);

    private static (string Text, double? Number) Closure(MovementSection movement)
    {
        if (!movement.State.IsKnown() || movement.AsIfGiven is not { } outcome)
        {
            return (NotKnown, null);
        }

        return outcome is { Feasible: true, DestinationClosure: { } closure }
            ? ($"{closure.DateAtMidCapacity.ToDateOnly():yyyy-MM-dd} (C+{closure.DayAtMidCapacity})", closure.DayAtMidCapacity)
            : ("cannot arrive", null);
    }

    private static (string Text, double? Number) Break(RotationSection rotation) => !rotation.State.IsKnown()
        ? (NotKnown, null)
        : rotation.HasFirstBreakMonth ? (rotation.FirstBreakMonth == 0 ? "cannot be raised" : $"month {rotation.FirstBreakMonth}", rotation.FirstBreakMonth) : ("none", null);

    private static (string Text, double? Number) Cost(Money? money)
    {
        if (money is null)
        {
            return (NotKnown, null);
        }

        var millions = (Amount.Of(money) / (long)Million).ToDouble();
        return ($"{money.CurrencyCode} {millions:N0} m", Math.Round(millions, 2));
    }

    private static (string Text, double? Number) Names(IEnumerable<string> names)
    {
        var all = names.Distinct().Order(StringComparer.Ordinal).ToList();
        return (all.Count == 0 ? "none" : $"{all.Count}: {string.Join(", ", all)}", all.Count);
    }
}
