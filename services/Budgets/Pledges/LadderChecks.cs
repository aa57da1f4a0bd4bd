using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Pledges;

/// <summary>Validates the events of a pledge. The messages may contain fields that are invalid.</summary>
internal static class LadderChecks
{
    private const string AllowedStages = "STAGE_PLEDGED, STAGE_COMMITTED, STAGE_ALLOCATED and STAGE_DISBURSED";
    private static readonly Stage[] Stages = [Stage.Pledged, Stage.Committed, Stage.Allocated, Stage.Disbursed];

    /// <summary>Validates a pledge together with all its events.</summary>
    public static void Check(Pledge pledge, string path, Violations violations)
    {
        violations.Require(
            pledge.Form != PledgeForm.Unspecified,
            $"{path}.form",
            "is not set; use one of PLEDGE_FORM_GRANT, PLEDGE_FORM_LOAN, PLEDGE_FORM_GUARANTEE, PLEDGE_FORM_IN_KIND and PLEDGE_FORM_MIXED");
        foreach (var (index, stage) in pledge.UnreportedStages.Index())
        {
            violations.Require(Stages.Contains(stage), $"{path}.unreported_stages[{index}]", $"is not a valid stage; use one of {AllowedStages}");
        }

        var earlier = new EarlierEvents();
        for (var i = 0; i < pledge.Events.Count; i++)
        {
            CheckEvent(pledge, pledge.Events[i], earlier.Find, earlier.IsSuperseded, $"{path}.events[{i}]", violations);
            earlier.Add(pledge.Events[i]);
        }

        foreach (var above in StagesAbove(pledge.Events, pledge.UnreportedStages))
        {
            violations.Require(false, $"{path}.events", above);
        }
    }

    /// <summary>Validates one event, separately and against the events before it.</summary>
    /// <param name="pledge">The pledge.</param>
    /// <param name="step">The event.</param>
    /// <param name="find">Finds an earlier event by its id.</param>
    /// <param name="isSuperseded">Returns whether an earlier event supersedes the event with this id.</param>
    /// <param name="path">Path of the event.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void CheckEvent(Pledge pledge, PledgeEvent step, Func<string, PledgeEvent?> find, Func<string, bool> isSuperseded, string path, Violations violations)
    {
        violations.Require(
            find(step.Id) is null, $"{path}.id", $"\"{step.Id}\" is on this ladder already; events are never changed, append one with a new id");
        violations.Require(step.Stage != Stage.Unspecified, $"{path}.stage", $"is not set; use one of {AllowedStages}");
        violations.Require(
            !pledge.UnreportedStages.Contains(step.Stage), $"{path}.stage", $"{step.Stage} is a stage that this pledge's source does not report; remove it from unreported_stages first");
        violations.Require(step.EventDate is null || step.EventDate.TryDay() is not null, $"{path}.event_date", "is not a whole day; give year, month and day");
        violations.RequireShareable(step.Amount, pledge.CurrencyCode, $"{path}.amount");
        CheckLinks(step, find, isSuperseded, path, violations);
        if (step.Profile.Count > 0)
        {
            CheckProfile(pledge, step, path, violations);
        }
    }

    /// <summary>
    /// Returns the stages that are above the previous stage, as text. Events flagged as unpledged may be above it, and so may all
    /// events when the source does not report the previous stage.
    /// </summary>
    public static IEnumerable<string> StagesAbove(IReadOnlyCollection<PledgeEvent> events, IReadOnlyCollection<Stage> unreported)
    {
        var effective = Ladder.Effective(events).Where(step => step.Amount is not null).ToList();
        for (var i = 1; i < Stages.Length; i++)
        {
            var bound = Rational.Sum(effective.Where(step => step.Stage == Stages[i] && !step.Unpledged).Select(step => Amount.Of(step.Amount)));
            var room = Rational.Sum(effective.Where(step => step.Stage == Stages[i - 1]).Select(step => Amount.Of(step.Amount)));
            if (bound > room && !unreported.Contains(Stages[i - 1]))
            {
                yield return $"{Stages[i]} is {bound.ToText(9)}, above {Stages[i - 1]} {room.ToText(9)}; a stage must not exceed the previous stage unless its events are flagged as unpledged";
            }
        }

        var parts = effective.Where(part => part.PartOf.Length > 0).ToLookup(part => part.PartOf, StringComparer.Ordinal);
        foreach (var whole in effective.Where(step => parts.Contains(step.Id)))
        {
            var sum = Rational.Sum(parts[whole.Id].Where(part => !part.Unpledged).Select(part => Amount.Of(part.Amount)));
            if (sum > Amount.Of(whole.Amount))
            {
                yield return $"parts of \"{whole.Id}\" sum to {sum.ToText(9)}, above its {Amount.Text(whole.Amount)}";
            }
        }
    }

    private static void CheckProfile(Pledge pledge, PledgeEvent step, string path, Violations violations)
    {
        for (var i = 0; i < step.Profile.Count; i++)
        {
            var amount = step.Profile[i].Amount;
            violations.Require(
                amount is null || amount.CurrencyCode == pledge.CurrencyCode, $"{path}.profile[{i}].amount", $"is in {amount?.CurrencyCode}; it must be {pledge.CurrencyCode}");
        }

        violations.RequireDistinct(step.Profile.Select(year => $"{year.Year}"), i => $"{path}.profile[{i}].year");
        var sum = Rational.Sum(step.Profile.Where(year => year.Amount is not null).Select(year => Amount.Of(year.Amount)));
        violations.Require(step.Amount is null || sum == Amount.Of(step.Amount), $"{path}.profile", $"sums to {sum.ToText(9)}; it must sum to the amount");
    }

    private static void CheckLinks(PledgeEvent step, Func<string, PledgeEvent?> find, Func<string, bool> isSuperseded, string path, Violations violations)
    {
        if (step.Supersedes.Length > 0)
        {
            var replaced = find(step.Supersedes);
            violations.Require(replaced is not null, $"{path}.supersedes", $"\"{step.Supersedes}\" is no earlier event of this pledge");
            violations.Require(
                replaced is null || replaced.Stage == step.Stage,
                $"{path}.supersedes",
                $"\"{step.Supersedes}\" is of stage {replaced?.Stage}; it must be the same stage, {step.Stage}");
            violations.Require(
                !isSuperseded(step.Supersedes), $"{path}.supersedes", $"\"{step.Supersedes}\" is superseded already; supersede the event that did");
        }

        if (step.PartOf.Length > 0)
        {
            var whole = find(step.PartOf);
            violations.Require(whole is not null, $"{path}.part_of", $"\"{step.PartOf}\" is no earlier event of this pledge");
            violations.Require(
                whole is null || whole.Stage == step.Stage - 1,
                $"{path}.part_of",
                $"\"{step.PartOf}\" is of stage {whole?.Stage}; it must be the stage before {step.Stage}");
        }
    }
}

/// <summary>The events before a given event, by id.</summary>
internal sealed class EarlierEvents
{
    private readonly Dictionary<string, PledgeEvent> _byId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _superseded = new(StringComparer.Ordinal);

    public void Add(PledgeEvent step)
    {
        _byId.TryAdd(step.Id, step);
        _superseded.Add(step.Supersedes);
    }

    public PledgeEvent? Find(string id) => _byId.GetValueOrDefault(id);

    public bool IsSuperseded(string id) => _superseded.Contains(id);
}
