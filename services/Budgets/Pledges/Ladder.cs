using Summit.Budgets.V1;
using Summit.Kernel;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Pledges;

/// <summary>
/// Amounts of the stages pledged, committed, allocated and disbursed. Null: not known, because the source does not report the
/// stage.
/// </summary>
internal sealed record Ladder(Rational? Pledged, Rational? Committed, Rational? Allocated, Rational? Disbursed)
{
    public static readonly Ladder Empty = new(Rational.Zero, Rational.Zero, Rational.Zero, Rational.Zero);

    /// <summary>Computes the ladder from events. Superseded events are not counted.</summary>
    public static Ladder Of(IReadOnlyCollection<PledgeEvent> events, IReadOnlyCollection<Stage> unreported)
    {
        var effective = Effective(events);
        Rational? Sum(Stage stage) => unreported.Contains(stage) ? null
            : Rational.Sum(effective.Where(step => step.Stage == stage && step.Amount is not null).Select(step => Amount.Of(step.Amount)));
        return new(Sum(Stage.Pledged), Sum(Stage.Committed), Sum(Stage.Allocated), Sum(Stage.Disbursed));
    }

    /// <summary>Returns the events that no other event supersedes.</summary>
    public static IReadOnlyList<PledgeEvent> Effective(IReadOnlyCollection<PledgeEvent> events)
    {
        var superseded = events.Select(step => step.Supersedes).ToHashSet(StringComparer.Ordinal);
        return [.. events.Where(step => !superseded.Contains(step.Id))];
    }

    /// <summary>Adds two ladders. If one part of a sum is not known, the sum is not known.</summary>
    public static Ladder operator +(Ladder a, Ladder b) =>
        new(a.Pledged + b.Pledged, a.Committed + b.Committed, a.Allocated + b.Allocated, a.Disbursed + b.Disbursed);

    /// <summary>The largest of the known stages before delivery, minus the delivered amount; null when it is not known.</summary>
    public Rational? Undelivered => Disbursed is { } delivered
        ? Rational.Max(Rational.Max(Pledged ?? Rational.Zero, Rational.Max(Committed ?? Rational.Zero, Allocated ?? Rational.Zero)) - delivered, Rational.Zero)
        : null;

    public LadderSteps ToSteps(string currency)
    {
        var steps = new LadderSteps
        {
            Pledged = Money(Pledged, currency),
            Committed = Money(Committed, currency),
            Allocated = Money(Allocated, currency),
            Disbursed = Money(Disbursed, currency),
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

    /// <summary>Converts an amount to money; null when it is not known.</summary>
    public static Google.Type.Money? Money(Rational? amount, string currency) => amount is { } known ? Amount.ToMoney(known, currency) : null;

    // Later / earlier is undefined when earlier is 0. This is different from 0 %.
    private static double? Percent(Rational? later, Rational? earlier) =>
        later is { } above && earlier is { IsZero: false } below ? (above / below * 100).ToDisplay() : null;
}
