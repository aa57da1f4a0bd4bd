using Google.Type;
using Summit.Budgets.V1;
using Summit.Kernel;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Pledges;

/// <summary>The sums that a pledge stores for each stage.</summary>
internal static class StageSums
{
    private static readonly Stage[] Stages = [Stage.Pledged, Stage.Committed, Stage.Allocated, Stage.Disbursed];

    /// <summary>Returns the sums of a stage. Every stage has an entry.</summary>
    public static PledgeStageSum Of(Pledge pledge, Stage stage)
    {
        if (pledge.StageSums.Count == 0)
        {
            var nothing = Amount.ToMoney(Rational.Zero, pledge.CurrencyCode);
            pledge.StageSums.Add(Stages.Select(s => new PledgeStageSum { Stage = s, Amount = nothing.Clone(), Bounded = nothing.Clone() }));
        }

        return pledge.StageSums.First(sum => sum.Stage == stage);
    }

    /// <summary>Sets the totals of a pledge.</summary>
    public static void SetTotals(Pledge pledge)
    {
        Money? Total(Stage stage) => pledge.UnreportedStages.Contains(stage) ? null : Of(pledge, stage).Amount.Clone();
        (pledge.Pledged, pledge.Committed, pledge.Allocated, pledge.Disbursed) = (Total(Stage.Pledged), Total(Stage.Committed), Total(Stage.Allocated), Total(Stage.Disbursed));
    }

    /// <summary>
    /// Returns the stages that are above the previous stage, as text. Events flagged as unpledged may be above it, and so may all
    /// events when the source does not report the previous stage.
    /// </summary>
    public static IEnumerable<string> Above(Pledge pledge)
    {
        for (var i = 1; i < Stages.Length; i++)
        {
            var (bound, room) = (Amount.Of(Of(pledge, Stages[i]).Bounded), Amount.Of(Of(pledge, Stages[i - 1]).Amount));
            if (bound > room && !pledge.UnreportedStages.Contains(Stages[i - 1]))
            {
                yield return $"{Stages[i]} is {bound.ToText(9)}, above {Stages[i - 1]} {room.ToText(9)}; a stage must not exceed the previous stage unless its events are flagged as unpledged";
            }
        }
    }

    /// <summary>Returns a message when the parts of an event exceed its amount; otherwise, null.</summary>
    public static string? PartsAbove(PledgeEvent whole) => whole.Parts is { } parts && Amount.Of(parts) > Amount.Of(whole.Amount)
        ? $"parts of \"{whole.Id}\" sum to {Amount.Of(parts).ToText(9)}, above its {Amount.Text(whole.Amount)}"
        : null;

    public static Money Plus(Money sum, Rational amount) => Amount.ToMoney(Amount.Of(sum) + amount, sum.CurrencyCode);
}
