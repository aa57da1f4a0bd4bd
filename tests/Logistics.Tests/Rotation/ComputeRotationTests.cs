using Summit.Hosting.Errors;
using Summit.Logistics.Rotation;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Rotation;

public sealed class ComputeRotationTests
{
    [Fact]
    public void Answer_HandbookExample_GivesFactorPoolAndBreak()
    {
        var answer = ComputeRotation.Handle(new ComputeRotationRequest { TourMonths = 4, DwellMonths = 12, OverlapMonths = 0.5, DeployedPersons = 5_000, PoolPersons = 20_000 });

        Assert.Equal("32/7", answer.FactorExact);
        Assert.Equal(32d / 7, answer.Factor, 12);
        Assert.Equal(22_858, answer.PoolNeededPersons);
        Assert.Equal(4_375, answer.MaxSustainablePersons);
        Assert.Equal(14, answer.FirstBreakMonth);
    }

    [Fact]
    public void Answer_DwellInTours_IsTheSame() => Assert.Equal(
        ComputeRotation.Handle(new ComputeRotationRequest { TourMonths = 4, DwellMonths = 12, DeployedPersons = 5_000 }),
        ComputeRotation.Handle(new ComputeRotationRequest { TourMonths = 4, DwellTours = 3, DeployedPersons = 5_000 }));

    [Fact]
    public void Answer_PoolLargeEnough_NeverBreaks() => Assert.False(
        ComputeRotation.Handle(new ComputeRotationRequest { TourMonths = 6, DwellTours = 3, DeployedPersons = 100, PoolPersons = 400 }).HasFirstBreakMonth);

    [Fact]
    public void Answer_OverlapAndDwellWrong_NamesBoth()
    {
        var error = Assert.Throws<InvalidFieldsException>(() => ComputeRotation.Handle(new ComputeRotationRequest { TourMonths = 4, OverlapMonths = 4 }));

        Assert.Equal(["dwell_tours", "overlap_months"], error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }
}
