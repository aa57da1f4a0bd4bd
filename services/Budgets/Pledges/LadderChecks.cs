using Summit.Budgets.Amounts;
using Summit.Budgets.V1;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Pledges;

/// <summary>What the events of a pledge must keep.</summary>
internal static class LadderChecks
{
    private static readonly Stage[] Stages = [Stage.Pledged, Stage.Committed, Stage.Allocated, Stage.Disbursed];

    /// <summary>Everything about a pledge with its events.</summary>
    public static void Check(Pledge pledge, string path, Faults faults)
    {
        faults.When(
            pledge.Form == PledgeForm.Unspecified,
            $"{path}.form",
            "is not set; allowed are PLEDGE_FORM_GRANT, PLEDGE_FORM_LOAN, PLEDGE_FORM_GUARANTEE, PLEDGE_FORM_IN_KIND and PLEDGE_FORM_MIXED");
        for (var i = 0; i < pledge.Events.Count; i++)
        {
            CheckEvent(pledge, pledge.Events[i], pledge.Events.Take(i), $"{path}.events[{i}]", faults);
        }

        if (!faults.Any)
        {
            foreach (var above in StagesAbove(pledge.Events))
            {
                faults.When(true, $"{path}.events", above);
            }
        }
    }

    /// <summary>One event by itself and against those before it.</summary>
    public static void CheckEvent(Pledge pledge, PledgeEvent step, IEnumerable<PledgeEvent> before, string path, Faults faults)
    {
        var earlier = before.ToList();
        faults.When(
            earlier.Any(other => other.Id == step.Id),
            $"{path}.id",
            $"\"{step.Id}\" is on this ladder already; events are never changed, append one with a new id");
        faults.When(
            step.Stage == Stage.Unspecified,
            $"{path}.stage",
            "is not set; allowed are STAGE_PLEDGED, STAGE_COMMITTED, STAGE_ALLOCATED and STAGE_DISBURSED");
        faults.CheckShareable(step.Amount, pledge.CurrencyCode, $"{path}.amount");
        CheckLinks(step, earlier, path, faults);
        if (step.Profile.Count > 0)
        {
            var sum = Rational.Sum(step.Profile.Where(year => year.Amount is not null).Select(year => Amount.Of(year.Amount)));
            faults.When(
                step.Profile.Any(year => year.Amount is not null && year.Amount.CurrencyCode != pledge.CurrencyCode),
                $"{path}.profile",
                $"has amounts in another currency than {pledge.CurrencyCode}");
            faults.When(
                step.Profile.Select(year => year.Year).Distinct().Count() < step.Profile.Count,
                $"{path}.profile",
                "has a year twice; allowed is once");
            faults.When(
                step.Amount is not null && sum != Amount.Of(step.Amount),
                $"{path}.profile",
                $"sums to {sum.ToText(9)}; needed is the amount");
        }
    }

    /// <summary>Steps that are above the one before, in words. Events flagged unpledged may be.</summary>
    public static IEnumerable<string> StagesAbove(IReadOnlyCollection<PledgeEvent> events)
    {
        var effective = Ladder.Effective(events);
        for (var i = 1; i < Stages.Length; i++)
        {
            var bound = Rational.Sum(effective.Where(step => step.Stage == Stages[i] && !step.Unpledged).Select(step => Amount.Of(step.Amount)));
            var room = Rational.Sum(effective.Where(step => step.Stage == Stages[i - 1]).Select(step => Amount.Of(step.Amount)));
            if (bound > room)
            {
                yield return $"{Stages[i]} is {bound.ToText(9)}, above {Stages[i - 1]} {room.ToText(9)}; a step is at most the one before, unless its events are flagged unpledged";
            }
        }

        foreach (var whole in effective.Where(step => effective.Any(part => part.PartOf == step.Id)))
        {
            var parts = Rational.Sum(effective.Where(part => part.PartOf == whole.Id && !part.Unpledged).Select(part => Amount.Of(part.Amount)));
            if (parts > Amount.Of(whole.Amount))
            {
                yield return $"parts of \"{whole.Id}\" sum to {parts.ToText(9)}, above its {Amount.Text(whole.Amount)}";
            }
        }
    }

    private static void CheckLinks(PledgeEvent step, List<PledgeEvent> earlier, string path, Faults faults)
    {
        if (step.Supersedes.Length > 0)
        {
            var replaced = earlier.Find(other => other.Id == step.Supersedes);
            faults.When(replaced is null, $"{path}.supersedes", $"\"{step.Supersedes}\" is no earlier event of this pledge");
            faults.When(
                replaced is not null && replaced.Stage != step.Stage,
                $"{path}.supersedes",
                $"\"{step.Supersedes}\" is of stage {replaced?.Stage}; allowed is the same stage, {step.Stage}");
            faults.When(
                earlier.Any(other => other.Supersedes == step.Supersedes),
                $"{path}.supersedes",
                $"\"{step.Supersedes}\" is superseded already; supersede the event that did");
        }

        if (step.PartOf.Length > 0)
        {
            var whole = earlier.Find(other => other.Id == step.PartOf);
            faults.When(whole is null, $"{path}.part_of", $"\"{step.PartOf}\" is no earlier event of this pledge");
            faults.When(
                whole is not null && whole.Stage != step.Stage - 1,
                $"{path}.part_of",
                $"\"{step.PartOf}\" is of stage {whole?.Stage}; allowed is the stage before {step.Stage}");
        }
    }
}
