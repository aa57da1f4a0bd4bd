using Summit.Nations.Forecasts;
using Summit.Nations.V1;

namespace Summit.Nations.Tests.Forecasts;

public sealed class BaselinesTests
{
    [Fact]
    public void Compute_HandbookExample_Mean56AndAHalfMedian80()
    {
        var result = Baselines.Compute([Actor("a", 80, 1, 0.5), Actor("b", 40, 0.5, 0.3), Actor("c", 10, 1, 0.2)])!;

        Assert.Equal(48.0 / 0.85, result.WeightedMean, 9);
        Assert.Equal(80, result.WeightedMedian);
        Assert.Equal(["a"], result.MedianActors);
        Assert.Equal(0.85, result.TotalWeight, 12);
    }

    [Fact]
    public void Compute_ExactlyHalf_TakesTheLowerPosition()
    {
        // 0.1 + 0.2 against 0.3: equal as decimals, not as binary fractions.
        var result = Baselines.Compute([Actor("a", 10, 1, 0.1), Actor("b", 20, 1, 0.2), Actor("c", 90, 1, 0.3)])!;

        Assert.Equal(20, result.WeightedMedian);
    }

    [Fact]
    public void Compute_CapabilitiesScaled_ChangesNothing()
    {
        ForecastActor[] actors = [Actor("a", 80, 1, 0.5), Actor("b", 40, 0.5, 0.3), Actor("c", 10, 0.7, 0.2)];
        var scaled = actors.Select(a => Actor(a.Id, a.Position, a.Salience, a.Capability * 1024));

        var (first, second) = (Baselines.Compute(actors)!, Baselines.Compute(scaled)!);

        Assert.Equal(first.WeightedMean, second.WeightedMean);
        Assert.Equal(first.WeightedMedian, second.WeightedMedian);
    }

    [Fact]
    public void Compute_NobodyCares_HasNoAnswer() => Assert.Null(Baselines.Compute([Actor("a", 80, 0, 5)]));

    private static ForecastActor Actor(string id, double x, double s, double c) => new() { Id = id, Position = x, Salience = s, Capability = c };
}
