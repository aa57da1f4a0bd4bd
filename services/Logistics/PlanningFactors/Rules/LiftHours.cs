using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors.Rules;

/// <summary>
/// Hours of an asset on an arc. Movement plans and their reports are made in whole hours: here, and nowhere else, the exact hours of
/// the formulas are rounded up to them.
/// </summary>
internal sealed class LiftHours
{
    public LiftHours(MovementArc arc, LiftPool pool)
    {
        var cycle = new LiftCycle(arc.DistanceKm, pool.BlockSpeedKmh, pool.LoadHours, pool.UnloadHours);
        Delivery = (int)cycle.DeliveryHours.Mid.Ceiling();
        Cycle = Math.Max(1, (int)cycle.RoundTripHours.Mid.Ceiling());
    }

    /// <summary>From the departure of an asset to its delivery at the other end.</summary>
    public int Delivery { get; }

    /// <summary>Between two departures of an asset, at least one.</summary>
    public int Cycle { get; }
}
