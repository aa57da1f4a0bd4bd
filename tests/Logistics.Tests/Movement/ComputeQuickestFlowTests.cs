using Summit.Hosting.Errors;
using Summit.Logistics.Movement;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Tests.Movement;

public sealed class ComputeQuickestFlowTests
{
    [Fact]
    public void Answer_HandbookExample_TellsDayCurveAndWhatBinds()
    {
        var answer = ComputeQuickestFlow.Answer(Handbook(), default);

        Assert.True(answer.Feasible);
        Assert.Equal(6, answer.ClosureDay);
        Assert.Equal(230, answer.Load);
        Assert.Equal([(0, 0), (2, 40), (3, 80), (4, 130), (5, 180), (6, 230)], answer.Curve.Select(p => (p.Day, p.Arrived)));
        Assert.All(answer.Bindings, b => Assert.Equal(10, b.RaisePercent));
    }

    [Fact]
    public void Answer_EverythingWrong_NamesEveryField()
    {
        var request = Handbook();
        request.Arcs[1].Id = request.Arcs[0].Id;
        request.Arcs[2].ToNode = request.Arcs[2].FromNode;
        request.Arcs[0].Windows.Add(new CapacityWindow { FirstDay = 5, LastDay = 2 });
        request.Arcs[1].Windows.Add(new CapacityWindow { FirstDay = 1, LastDay = 4 });
        request.Arcs[1].Windows.Add(new CapacityWindow { FirstDay = 4, LastDay = 6 });
        request.NodeLimits.Add(new FlowNodeLimit { Node = "P", CapacityPerDay = 1 });
        request.NodeLimits.Add(new FlowNodeLimit { Node = "P", CapacityPerDay = 2 });

        var error = Assert.Throws<InvalidFieldsException>(() => ComputeQuickestFlow.Answer(request, default));

        Assert.Equal(
            ["arcs[0].windows[0].last_day", "arcs[1].id", "arcs[1].windows[1]", "arcs[2].to_node", "node_limits[1].node"],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Answer_NoPath_IsAnAnswerWithReason()
    {
        var request = Handbook();
        request.Supplies.Add(new FlowSupply { Node = "elsewhere", Amount = 1 });

        var answer = ComputeQuickestFlow.Answer(request, default);

        Assert.False(answer.Feasible);
        Assert.False(answer.HasClosureDay);
        var reason = Assert.Single(answer.Reasons);
        Assert.Equal((Kind.NoPath, "elsewhere"), (reason.Kind, reason.Subject));
    }

    [Fact]
    public void Answer_CapacityZero_SaysSo()
    {
        var request = Handbook();
        request.Arcs[0].CapacityPerDay = 0;
        request.Arcs[2].CapacityPerDay = 0;

        Assert.Equal(Kind.LiftZero, Assert.Single(ComputeQuickestFlow.Answer(request, default).Reasons).Kind);
    }

    [Fact]
    public void Answer_HorizonTooNear_SaysSo()
    {
        var request = Handbook();
        request.HorizonDays = 5;

        var answer = ComputeQuickestFlow.Answer(request, default);

        Assert.Equal(Kind.Horizon, Assert.Single(answer.Reasons).Kind);
        Assert.Equal(180, answer.Curve[^1].Arrived);
    }

    [Fact]
    public void Answer_NothingToMove_ClosesOnDayZero()
    {
        var request = Handbook();
        request.Supplies[0].Amount = 0;

        Assert.Equal(0, ComputeQuickestFlow.Answer(request, default).ClosureDay);
    }

    private static ComputeQuickestFlowRequest Handbook() => new()
    {
        Arcs =
        {
            new FlowArc { Id = "OP", FromNode = "O", ToNode = "P", CapacityPerDay = 60, TransitDays = 1 },
            new FlowArc { Id = "PQ", FromNode = "P", ToNode = "Q", CapacityPerDay = 40, TransitDays = 1 },
            new FlowArc { Id = "OQ", FromNode = "O", ToNode = "Q", CapacityPerDay = 10, TransitDays = 4 },
        },
        Supplies = { new FlowSupply { Node = "O", Amount = 230 } },
        Sinks = { "Q" },
    };
}
