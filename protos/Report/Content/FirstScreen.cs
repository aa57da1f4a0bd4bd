using Summit.Logistics.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>The answer in fifteen lines of 80 columns, including the heading.</summary>
internal static class FirstScreen
{
    private const int MostChanges = 3;

    public static IReadOnlyList<Headline> Of(AssessDeploymentResponse answer, Names names)
    {
        var question = answer.Question;
        var asked = $"{question.StrengthPersons:N0} in {names.Of(question.Destination)} by {Days.Text(question.ReadyByDate)}, for {question.DurationMonths} months; known on {Days.Text(question.AsOf)}";
        return
        [
            new("Verdict", Texts.Verdict(answer.Verdict)),
            new("Asked", asked),
            .. answer.Overrides.Count == 0 ? [] : new Headline[] { new("Assumed", string.Join("; ", answer.Overrides.Select(o => $"{o.Description} {o.To}")), MostLines: 3) },
            new("How many", HowMany(answer)),
            new("By when", ByWhen(answer), MostLines: 2),
            new("How long", HowLong(answer)),
            new("Cost", Cost(answer)),
            new("Pays most", PaysMost(answer, names)),
            new("Needs yes of", NeedsYes(answer, names), MostLines: 2),
            new("Bottleneck", answer.Bottleneck is { Sentence.Length: > 0 } bottleneck ? names.In(bottleneck.Sentence) : "not known", MostLines: 2),
            new("Changes it", Changes(answer, names), MostLines: MostChanges),
        ];
    }

    private static string HowMany(AssessDeploymentResponse answer)
    {
        if (!answer.Cases.All(c => IsAvailable(c.Strength?.State)))
        {
            return Missing(answer.Cases.Select(c => c.Strength?.State));
        }

        var inPlace = Texts.EachCase(answer.Cases, c => Texts.Range(c.Strength.OnRecord.InPlaceByReadyDatePersons) + Usable(c.Strength));
        return answer.Cases.All(c => Usable(c.Strength).Length == 0) ? inPlace + " by then" : inPlace;
    }

    /// <summary>How many of the force can be used, when enablers are lacking.</summary>
    private static string Usable(StrengthSection strength) => strength.UsablePersons == strength.ForcePersons ? "" : $" ({strength.UsablePersons:N0} usable)";

    private static string ByWhen(AssessDeploymentResponse answer)
    {
        if (!answer.Cases.All(c => IsAvailable(c.Movement?.State)))
        {
            return Missing(answer.Cases.Select(c => c.Movement?.State));
        }

        var onRecord = answer.Cases.All(c => Outcomes.IsOnRecord(c.Movement));
        var text = Texts.EachCase(answer.Cases, c => (onRecord ? c.Movement.OnRecord : c.Movement.AsIfGiven) is { Feasible: true } outcome
            ? Texts.Closure(outcome.DestinationClosure)
            : "cannot be moved");
        return onRecord ? text : text + ", if all consent";
    }

    private static string HowLong(AssessDeploymentResponse answer) =>
        answer.Cases.All(c => IsAvailable(c.Rotation?.State))
            ? Texts.EachCase(answer.Cases, c => c.Rotation switch
            {
                { Holds: true } => $"the whole {answer.Question.DurationMonths} months",
                var r => $"{r.FirstBreakMonth} months, then {r.SustainablePersons?.Mid ?? 0:N0}",
            })
            : Missing(answer.Cases.Select(c => c.Rotation?.State));

    private static string Cost(AssessDeploymentResponse answer) =>
        IsAvailable(answer.Cost?.State)
            ? $"{Texts.Sums(answer.Cost!.Full)}, {answer.Cost.DurationMonths} months, {Texts.Basis(answer.Cost.Full?.Basis)}"
            : Missing([answer.Cost?.State]);

    /// <summary>The nation with the largest share by each key. Keys that give the same nation are listed together.</summary>
    private static string PaysMost(AssessDeploymentResponse answer, Names names)
    {
        if (!IsAvailable(answer.Cost?.State))
        {
            return Missing([answer.Cost?.State]);
        }

        var tops = answer.Cost!.Shares
            .Where(key => key.Shares.Count > 0 && key.Shares.Max(s => s.Percent) > key.Shares.Min(s => s.Percent))
            .Select(key => (key.Key, Top: key.Shares.MaxBy(s => s.Percent)!))
            .GroupBy(t => t.Top.Nation)
            .Select(g => $"{names.Of(g.Key)} {Texts.Sum(g.First().Top.Amount)} by {string.Join(", ", g.Select(t => Texts.Key(t.Key)))}")
            .ToList();
        var unknown = answer.Cost.Shares.Where(key => key.Shares.Count == 0).Select(key => Texts.Key(key.Key)).ToList();
        if (unknown.Count > 0)
        {
            tops.Add($"not known by {string.Join(", ", unknown)}");
        }

        return tops.Count > 0 ? string.Join("; ", tops) : "all the same";
    }

    private static string NeedsYes(AssessDeploymentResponse answer, Names names)
    {
        if (!IsAvailable(answer.Permission?.State))
        {
            return Missing([answer.Permission?.State]);
        }

        var consents = answer.Permission!.Consents.Where(c => !c.OnRecord)
            .GroupBy(c => c.Nation)
            .Select(g => (Nation: names.Of(g.Key), Roles: string.Join(", ", g.Select(c => Words.Plain(c.Role)).Distinct())))
            .GroupBy(n => n.Roles)
            .Select(g => $"{string.Join(", ", g.Select(n => n.Nation))} ({g.Key})")
            .ToList();
        var parliaments = answer.Permission.Parliaments.Where(p => p.Missing).Select(p => names.Of(p.Nation)).ToList();
        if (parliaments.Count > 0)
        {
            consents.Add($"{(parliaments.Count == 1 ? "the parliament" : "the parliaments")} of {string.Join(", ", parliaments)}");
        }

        return consents.Count > 0 ? string.Join("; ", consents) : "nobody: every needed consent is on record";
    }

    /// <summary>The largest gains of the sensitivity; without one, the most effective change for each obstacle. Consents have their own line.</summary>
    private static string Changes(AssessDeploymentResponse answer, Names names)
    {
        if (answer.Sensitivity is { } sensitivity && ChangesLine.Of(sensitivity, names) is { Count: > 0 } changes)
        {
            return string.Join("\n", changes.Take(MostChanges));
        }

        var reliefs = new[] { answer.Bottleneck }.Concat(answer.VerdictReasons)
            .Where(reason => reason is not null)
            .Where(reason => reason!.Kind != VerdictReason.Types.Kind.ConsentMissing)
            .SelectMany(reason => reason!.Reliefs.Take(1))
            .DistinctBy(relief => relief.Subject)
            .Select(relief => Text(relief, names))
            .Distinct(StringComparer.Ordinal)
            .Take(MostChanges)
            .ToList();
        return reliefs.Count > 0 ? string.Join("\n", reliefs) : "only the consents above; no other change that was tried helps";
    }

    public static string Text(Relief relief, Names names)
    {
        var (subject, what) = (names.Of(relief.Subject), names.In(relief.Change));
        // The gain stands before the change, which then need not say it again.
        var number = Texts.Number(relief.Gain) + " ";
        what = relief.HasGain && what.StartsWith(number, StringComparison.Ordinal) ? what[number.Length..] : what;
        var change = what.Contains(subject, StringComparison.Ordinal) ? what : $"{subject}, {what}";
        return relief.HasGain ? $"+{Texts.Number(relief.Gain)} {relief.GainUnit.Replace("percent", "%", StringComparison.Ordinal)}: {change}" : change;
    }

    private static bool IsAvailable(SectionState? state) => state?.Availability == SectionState.Types.Availability.Available;

    private static string Missing(IEnumerable<SectionState?> states) =>
        states.FirstOrDefault(s => s is not null && !IsAvailable(s)) is { } state ? $"not known: {state.Detail}" : "not known";
}
