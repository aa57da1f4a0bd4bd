using Summit.Budgets.Amounts;
using Summit.Budgets.V1;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Pledges;

/// <summary>Amounts on the steps pledged, committed, allocated, disbursed.</summary>
internal sealed record Ladder(Rational Pledged, Rational Committed, Rational Allocated, Rational Disbursed)
{
    public static readonly Ladder Empty = new(Rational.Zero, Rational.Zero, Rational.Zero, Rational.Zero);

    /// <summary>The ladder of events, a superseded event not counted.</summary>
    public static Ladder Of(IReadOnlyCollection<PledgeEvent> events)
    {
        var effective = Effective(events);
        Rational Sum(Stage stage) => Rational.Sum(effective.Where(step => step.Stage == stage).Select(step => Amount.Of(step.Amount)));
        return new(Sum(Stage.Pledged), Sum(Stage.Committed), Sum(Stage.Allocated), Sum(Stage.Disbursed));
    }

    /// <summary>Events that no other one of them replaces.</summary>
    public static IReadOnlyList<PledgeEvent> Effective(IReadOnlyCollection<PledgeEvent> events)
    {
        var superseded = events.Select(step => step.Supersedes).ToHashSet(StringComparer.Ordinal);
        return [.. events.Where(step => !superseded.Contains(step.Id))];
    }

    public static Ladder operator +(Ladder a, Ladder b) =>
        new(a.Pledged + b.Pledged, a.Committed + b.Committed, a.Allocated + b.Allocated, a.Disbursed + b.Disbursed);

    /// <summary>The largest of the steps before delivery, less what was delivered.</summary>
    public Rational Undelivered => Rational.Max(Rational.Max(Pledged, Rational.Max(Committed, Allocated)) - Disbursed, Rational.Zero);

    /// <summary>The same rule on every step.</summary>
    public Ladder Map(Func<Rational, Rational> rule) => new(rule(Pledged), rule(Committed), rule(Allocated), rule(Disbursed));

    public LadderSteps ToSteps(string currency)
    {
        var steps = new LadderSteps
        {
            Pledged = Amount.ToMoney(Pledged, currency),
            Committed = Amount.ToMoney(Committed, currency),
            Allocated = Amount.ToMoney(Allocated, currency),
            Disbursed = Amount.ToMoney(Disbursed, currency),
        };
        if (Percent(Committed, Pledged) is { } committed)
        {
            steps.CommittedPercent = committed;
        }

        if (Percent(Allocated, Committed) is { } allocated)
        {
            steps.AllocatedPercent = allocated;
        }

        if (Percent(Disbursed, Allocated) is { } disbursed)
        {
            steps.DisbursedPercent = disbursed;
        }

        return steps;
    }

    /// <summary>Writes the totals on a pledge.</summary>
    public static void SetTotals(Pledge pledge)
    {
        var ladder = Of(pledge.Events);
        pledge.Pledged = Amount.ToMoney(ladder.Pledged, pledge.CurrencyCode);
        pledge.Committed = Amount.ToMoney(ladder.Committed, pledge.CurrencyCode);
        pledge.Allocated = Amount.ToMoney(ladder.Allocated, pledge.CurrencyCode);
        pledge.Disbursed = Amount.ToMoney(ladder.Disbursed, pledge.CurrencyCode);
    }

    // Later / earlier is undefined when earlier is 0, which is something else than 0 %.
    private static double? Percent(Rational later, Rational earlier) => earlier.IsZero ? null : (later / earlier * 100).ToDisplay();
}
