using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Movement;

/// <summary>The planner computes lift by the formulas of the planning factors.</summary>
public sealed class LiftHoursTests
{
    [Theory]
    [InlineData(600, 600, 2, 1)]
    [InlineData(1325, 600, 3, 2)]
    [InlineData(2131, 830, 0, 0)]
    [InlineData(9000, 33, 24, 48)]
    [InlineData(1, 2000, 0, 0)]
    public void LiftHours_AnyDistance_AreTheFormulasRoundedUp(int km, int speed, int load, int unload)
    {
        var hours = new LiftHours(new MovementArc { DistanceKm = km }, new LiftPool { BlockSpeedKmh = speed, LoadHours = load, UnloadHours = unload });
        var fleet = new AirTransport(1, 1, (Interval)(2 * km) / speed, load + unload, 24);

        Assert.Equal(fleet.CycleHours.Mid.Ceiling(), hours.Cycle);
        Assert.Equal(TransitTime.Hours(km, speed, 24, load + unload).Mid.Ceiling(), hours.Delivery);
    }
}
