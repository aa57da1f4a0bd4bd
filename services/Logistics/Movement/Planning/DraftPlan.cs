using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>A plan in numbers: the chain of each row and when it moves along it, with the values of the objectives.</summary>
internal sealed class DraftPlan
{
    /// <param name="model">The problem.</param>
    /// <param name="chains">Chain by row.</param>
    /// <param name="placements">When it moves, by row.</param>
    public DraftPlan(PlanModel model, IReadOnlyList<Chain> chains, IReadOnlyList<Placement> placements)
    {
        Chains = [.. chains];
        Placements = [.. placements];
        Values = [.. model.Objectives.Select(o => Value(model, o))];
        Drift = Enumerable.Range(0, Chains.Length).Sum(r => (long)Operational(r));
    }

    public Chain[] Chains { get; }

    public Placement[] Placements { get; }

    /// <summary>Values of the objectives in their order.</summary>
    public long[] Values { get; }

    /// <summary>Sum of the hours at which units are operational. Of plans with equal values, the one with the smaller sum has more room to improve.</summary>
    public long Drift { get; }

    /// <summary>Hour at which all of a row is at its destination.</summary>
    public int Arrival(int row) => Placements[row].Arrival;

    /// <summary>Hour at which a row is operational.</summary>
    public int Operational(int row) => Placements[row].Integration + Chains[row].IntegrationHours;

    /// <summary>Negative when this plan is better than the other, by its values and then by drift.</summary>
    public int CompareTo(DraftPlan other)
    {
        for (var i = 0; i < Values.Length; i++)
        {
            if (Values[i] != other.Values[i])
            {
                return Values[i].CompareTo(other.Values[i]);
            }
        }

        return Drift.CompareTo(other.Drift);
    }

    private long Value(PlanModel model, MovementObjective objective) => objective switch
    {
        MovementObjective.Lateness => model.Rows.Index().Sum(r => r.Item.Weight * Math.Max(0L, Arrival(r.Index) - r.Item.DueHour)),
        MovementObjective.Cost => Chains.Sum(c => c.Cost),
        _ => Enumerable.Range(0, Chains.Length).Max(Operational),
    };
}
