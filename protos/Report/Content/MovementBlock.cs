using Summit.Logistics.V1;
using Summit.Report.Charts;

namespace Summit.Report.Content;

/// <summary>How fast the force can be there, with the closure curve.</summary>
internal static class MovementBlock
{
    private const int MostBindings = 5;

    public static IEnumerable<Block> Of(AssessDeploymentResponse answer, Names names)
    {
        if (answer.Cases.Count > 0)
        {
            yield return Sections.Of("By when", answer.Cases.Select(c => c.Movement?.State), () => Parts(answer.Cases, names));
        }
    }

    /// <summary>Cases that move the same load in the same way are shown once.</summary>
    private static IEnumerable<Part> Parts(IEnumerable<PostureCase> cases, Names names)
    {
        foreach (var group in cases.GroupBy(c => c.Movement))
        {
            var movement = group.Key;
            yield return new Prose(
                $"{Capital(string.Join(" and ", group.Select(c => Texts.Posture(c.Posture))))}: {movement.Persons:N0} persons and {movement.CargoTonnes:N0} t to {movement.DestinationName}, by way of {names.Of(movement.DebarkationNodes)}. These days are bounds: no plan can be faster.");
            yield return new Tabular(
                ["", "At the ports", "At the destination"],
                [Row("As consents stand", movement.OnRecord), Row("If all consent", movement.AsIfGiven)]);
            foreach (var part in Plan(movement.Plan))
            {
                yield return part;
            }

            foreach (var reason in (movement.OnRecord?.Reasons ?? []).Concat(movement.AsIfGiven?.Reasons ?? []).Select(r => names.In(r.Detail)).Distinct(StringComparer.Ordinal))
            {
                yield return new Prose($"Cannot be moved: {reason}.");
            }

            var outcome = Outcomes.Shown(movement);
            foreach (var part in Outcome(outcome))
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<Part> Plan(PlannedMovement? plan)
    {
        if (plan is null)
        {
            yield break;
        }

        var closure = plan.DestinationClosure;
        var range = closure.DayAtHighCapacity == closure.DayAtLowCapacity ? "" : $" (range {closure.DayAtHighCapacity} to {closure.DayAtLowCapacity})";
        var gap = plan.HasGapPercent ? $", {plan.GapPercent:0} % later than the bound" : "";
        yield return new Prose($"A plan for whole units if all consent: bound day {plan.BoundDay}, plan day {closure.DayAtMidCapacity}{range}{gap}.");
        var ioc = plan.HasIocDay ? $"initial operational capability day {plan.IocDay}, " : "";
        var late = plan.LateUnitCount == 0 ? "no unit is late" : $"{plan.LateUnitCount} of {plan.UnitCount} units are late";
        var binds = plan.HasFirstBindingDay ? $"; {plan.FirstBindingDescription} is used up first, on day {plan.FirstBindingDay}" : "";
        yield return new Prose($"In this plan: {ioc}full operational capability day {plan.FocDay}; {late}{binds}.");
    }

    private static IReadOnlyList<string> Row(string label, MovementOutcome? outcome) => outcome switch
    {
        null => [label, "-", "-"],
        { Feasible: false } => [label, "cannot be moved", "-"],
        _ => [label, Texts.Closure(outcome.DebarkationClosure), Texts.Closure(outcome.DestinationClosure)],
    };

    private static IEnumerable<Part> Outcome(MovementOutcome? outcome)
    {
        if (outcome is null)
        {
            yield break;
        }

        var gains = outcome.Bindings.Where(b => b.HoursGained > 0).Take(MostBindings).ToList();
        if (gains.Count > 0)
        {
            yield return new Tabular(
                ["What binds", "t a day", $"Hours gained by +{gains[0].RaisePercent} %"],
                [.. gains.Select(b => (IReadOnlyList<string>)[b.Description, $"{b.CapacityTonnesPerDay:N0}", $"{b.HoursGained:N0}"])],
                Numbers: 1);
        }
        else if (outcome.NothingGains.Length > 0)
        {
            yield return new Prose(outcome.NothingGains);
        }

        var points = outcome.Curve.Select(p => (p.Day, p.DebarkationTonnes, p.DestinationTonnes)).ToList();
        if (points.Count > 1)
        {
            yield return new Picture("Arrived by day, tonnes: filled at the destination, · at the ports", width => ClosureCurve.Draw(points, width));
        }
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
