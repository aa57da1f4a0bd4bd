using Summit.Hosting.Errors;
using Summit.Logistics.Flow;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Tests.Flow;

public sealed class BoundClosureTests
{
    [Fact]
    public void Handle_HandbookExample_TellsDayCurveAndWhatBinds()
    {
        var answer = BoundClosure.Handle(Handbook(), default);

        Assert.True(answer.Feasible);
        Assert.Equal(6, answer.ClosureDay);
        Assert.Equal(230, answer.Load);
        Assert.Equal([(0, 0), (2, 40), (3, 80), (4, 130), (5, 180), (6, 230)], answer.Curve.Select(p => (p.Day, p.Arrived)));
        Assert.All(answer.Bindings, b => Assert.Equal(10, b.RaisePercent));
    }

    [Fact]
    public void Handle_EverythingWrong_NamesEveryField()
    {
        var request = Handbook();
        request.Arcs[1].Id = request.Arcs[0].Id;
        request.Arcs[2].ToNode = request.Arcs[2].FromNode;
        request.Arcs[0].Windows.Add(new CapacityWindow { FirstDay = 5, LastDay = 2 });
        request.Arcs[1].Windows.Add(new CapacityWindow { FirstDay = 1, LastDay = 4 });
        request.Arcs[1].Windows.Add(new CapacityWindow { FirstDay = 4, LastDay = 6 });
        request.NodeLimits.Add(new FlowNodeLimit { Node = "P", CapacityPerDay = 1 });
        request.NodeLimits.Add(new FlowNodeLimit { Node = "P", CapacityPerDay = 2 });

        var error = Assert.Throws<InvalidFieldsException>(() => BoundClosure.Handle(request, default));

        Assert.Equal(
            ["arcs[0].windows[0].last_day", "arcs[1].id", "arcs[1].windows[1]", "arcs[2].to_node", "node_limits[1].node"],
            error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Handle_SeveralDestinations_EachTakesItsAmountOnly()
    {
        // By day 4 Q has 3 x 40 over P and 10 directly, exactly its 130; into P came 4 x 60, of which 120 went on and 100 stay.
        var request = Handbook();
        request.Destinations.Clear();
        request.Destinations.Add(new FlowDestination { Node = "P", Amount = 100 });
        request.Destinations.Add(new FlowDestination { Node = "Q", Amount = 130 });

        var answer = BoundClosure.Handle(request, default);

        Assert.Equal(4, answer.ClosureDay);
    }

    [Fact]
    public void Handle_DestinationsTakeTooLittle_IsRefused()
    {
        var request = Handbook();
        request.Destinations.Clear();
        request.Destinations.Add(new FlowDestination { Node = "P", Amount = 100 });
        request.Destinations.Add(new FlowDestination { Node = "P", Amount = 129 });

        var error = Assert.Throws<InvalidFieldsException>(() => BoundClosure.Handle(request, default));

        Assert.Equal(["destinations", "destinations[1].node"], error.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Handle_ReachableDestinationIsFull_NamesIt()
    {
        var request = Handbook();
        request.Destinations[0].Amount = 100;
        request.Destinations.Add(new FlowDestination { Node = "elsewhere", Amount = 1000 });

        var reason = Assert.Single(BoundClosure.Handle(request, default).Reasons);

        Assert.Equal((Kind.DestinationFull, "Q"), (reason.Kind, reason.Subject));
    }

    [Fact]
    public void Handle_NoPath_IsAnAnswerWithReason()
    {
        var request = Handbook();
        request.Supplies.Add(new FlowSupply { Node = "elsewhere", Amount = 1 });

        var answer = BoundClosure.Handle(request, default);

        Assert.False(answer.Feasible);
        Assert.False(answer.HasClosureDay);
        var reason = Assert.Single(answer.Reasons);
        Assert.Equal((Kind.NoPath, "elsewhere"), (reason.Kind, reason.Subject));
    }

    [Fact]
    public void Handle_CapacityZero_SaysSo()
    {
        var request = Handbook();
        request.Arcs[0].CapacityPerDay = 0;
        request.Arcs[2].CapacityPerDay = 0;

        var reasons = BoundClosure.Handle(request, default).Reasons;
        Assert.Equal([(Kind.LiftZero, "OP"), (Kind.LiftZero, "OQ")], reasons.Select(r => (r.Kind, r.Subject)));
    }

    [Fact]
    public void Handle_NodeLimitZeroOnTheOnlyWay_NamesTheNode()
    {
        var request = Handbook();
        request.Arcs.RemoveAt(2);
        request.NodeLimits.Add(new FlowNodeLimit { Node = "P", CapacityPerDay = 0 });

        var reason = Assert.Single(BoundClosure.Handle(request, default).Reasons);

        Assert.Equal((Kind.NodeClosed, "P"), (reason.Kind, reason.Subject));
    }

    [Fact]
    public void Handle_LoadReleasedAfterTheLastWindow_NamesTheArcAndItsDays()
    {
        var request = Ferry(firstDay: 0, lastDay: 5, release: 10, amount: 50);

        var reason = Assert.Single(BoundClosure.Handle(request, default).Reasons);

        Assert.Equal((Kind.DatesContradict, "ferry"), (reason.Kind, reason.Subject));
        Assert.Contains("days 0 to 5", reason.Detail, StringComparison.Ordinal);
        Assert.Contains("day 10", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Handle_WindowLetsTooLittleThrough_SaysThatALaterHorizonDoesNotHelp()
    {
        var request = Ferry(firstDay: 0, lastDay: 5, release: 0, amount: 601);

        var reason = Assert.Single(BoundClosure.Handle(request, default).Reasons);

        Assert.Equal((Kind.DatesContradict, "ferry"), (reason.Kind, reason.Subject));
        Assert.Contains("600 of 601", reason.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Handle_NodeLimitOfAnUnknownNode_IsRefused()
    {
        var request = Handbook();
        request.NodeLimits.Add(new FlowNodeLimit { Node = "q", CapacityPerDay = 1 });

        var error = Assert.Throws<InvalidFieldsException>(() => BoundClosure.Handle(request, default));

        Assert.Equal("node_limits[0].node", Assert.Single(error.Violations).Field);
    }

    [Fact]
    public void Handle_HorizonTooNear_SaysSo()
    {
        var request = Handbook();
        request.HorizonDays = 5;

        var answer = BoundClosure.Handle(request, default);

        Assert.Equal(Kind.Horizon, Assert.Single(answer.Reasons).Kind);
        Assert.Equal(180, answer.Curve[^1].Arrived);
    }

    [Fact]
    public void Handle_NothingToMove_ClosesOnDayZero()
    {
        var request = Handbook();
        request.Supplies[0].Amount = 0;

        Assert.Equal(0, BoundClosure.Handle(request, default).ClosureDay);
    }

    private static BoundClosureRequest Ferry(int firstDay, int lastDay, int release, long amount) => new()
    {
        Arcs =
        {
            new FlowArc
            {
                Id = "ferry",
                FromNode = "port-a",
                ToNode = "port-b",
                TransitDays = 1,
                Windows = { new CapacityWindow { FirstDay = firstDay, LastDay = lastDay, CapacityPerDay = 100 } },
            },
        },
        Supplies = { new FlowSupply { Node = "port-a", ReleaseDay = release, Amount = amount } },
        Destinations = { new FlowDestination { Node = "port-b" } },
        HorizonDays = 3650,
    };

    private static BoundClosureRequest Handbook() => new()
    {
        Arcs =
        {
            new FlowArc { Id = "OP", FromNode = "O", ToNode = "P", CapacityPerDay = 60, TransitDays = 1 },
            new FlowArc { Id = "PQ", FromNode = "P", ToNode = "Q", CapacityPerDay = 40, TransitDays = 1 },
            new FlowArc { Id = "OQ", FromNode = "O", ToNode = "Q", CapacityPerDay = 10, TransitDays = 4 },
        },
        Supplies = { new FlowSupply { Node = "O", Amount = 230 } },
        Destinations = { new FlowDestination { Node = "Q" } },
    };
}
