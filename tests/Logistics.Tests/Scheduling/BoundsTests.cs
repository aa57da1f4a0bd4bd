using Summit.Logistics.Scheduling.Model;
using Summit.Logistics.Scheduling.Search;
using static Summit.Logistics.Tests.Scheduling.Problems;

namespace Summit.Logistics.Tests.Scheduling;

/// <summary>Bounds that need no search.</summary>
public sealed class BoundsTests
{
    // Three of six do not fit beside each other: 3 x 4 h, where their work is 72 of 10 units, 8 h.
    // Six of four fit in pairs: 3 x 2 h, where their work is 48 of 10 units, 5 h.
    [Theory]
    [InlineData(3, 6, 4, 12)]
    [InlineData(6, 4, 2, 6)]
    public void Of_UnitsThatNobodyCanUse_CountAsUsed(int activities, int demand, int hours, long bound)
    {
        var problem = new SchedulingProblem { Resources = [new("ramp", 10)], Activities = [.. Enumerable.Range(0, activities).Select(i => Act($"a{i}", hours, On("ramp", demand)))] };

        Assert.Equal(new Bound(bound, BoundSource.ResourceLoad, "ramp"), Bounds.Of(new Instance(problem), Objective.Closure));
    }

    [Fact]
    public void Of_SmallProjects_NeverAboveTheOptimum()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new CounterRandom(seed);
            var capacity = 3 + random.Below(8);
            var problem = new SchedulingProblem
            {
                Resources = [new("x", capacity)],
                Activities = [.. Enumerable.Range(0, 4).Select(i => Act($"a{i}", 1 + random.Below(3), On("x", 1 + random.Below(capacity))))],
                Precedences = [.. Enumerable.Range(1, 3).Where(_ => random.Below(3) == 0).Select(i => new Precedence($"a{random.Below(i)}", $"a{i}"))],
            };

            var optimum = Enumeration.Best(problem, 12)![0];

            Assert.True(Bounds.Of(new Instance(problem), Objective.Closure).Value <= optimum, $"seed {seed}");
        }
    }
}
