using Summit.Logistics.Flow;

namespace Summit.Logistics.Tests.Flow;

public sealed class DailyFlowTests
{
    // The network of the handbook: O to P 60, P to Q 40, O to Q 10.
    private static readonly FlowProblem Handbook = new()
    {
        Nodes = ["O", "P", "Q"],
        Edges = [new FlowEdge("OP", 0, 1, 1, 60, []), new FlowEdge("PQ", 1, 2, 1, 40, []), new FlowEdge("OQ", 0, 2, 4, 10, [])],
        Loads = [new FlowLoad(0, 0, 230)],
        Sinks = new HashSet<int> { 2 },
    };

    [Fact]
    public void Of_HandbookNetwork_Is50ADay() => Assert.Equal(50, DailyFlow.Of(Handbook, default));

    [Fact]
    public void Of_NodeLimit_Binds() => Assert.Equal(35, DailyFlow.Of(Handbook with { NodeLimits = new Dictionary<int, long> { [1] = 25 } }, default));

    [Fact]
    public void Of_LimitOfTheSink_Binds() => Assert.Equal(45, DailyFlow.Of(Handbook with { NodeLimits = new Dictionary<int, long> { [2] = 45 } }, default));

    [Fact]
    public void Carried_HandbookNetwork_EveryTonneOnItsWay()
    {
        var carried = QuickestFlow.Carried(Handbook, closureDay: 6, default);

        Assert.Equal(230, carried[1] + carried[2]); // all of it comes into Q
        Assert.Equal(carried[0], carried[1]); // what goes to P goes on to Q
        Assert.InRange(carried[2], 1, 30); // days 0 to 2
    }

    [Fact]
    public void Of_NoWay_IsZero() => Assert.Equal(0, DailyFlow.Of(Handbook with { Loads = [new FlowLoad(2, 0, 1)], Sinks = new HashSet<int> { 0 } }, default));
}
