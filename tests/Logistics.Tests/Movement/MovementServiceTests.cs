using Google.Protobuf;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.V1;
using Status = Summit.Logistics.V1.MovementAnswer.Types.Status;

namespace Summit.Logistics.Tests.Movement;

public sealed class MovementServiceTests : HostedTests
{
    private MovementService.MovementServiceClient Client => new(Channel);

    [Fact]
    public async Task PlanMovement_OneUnit_OptimalAndTheSameBytesAgain()
    {
        var request = new PlanMovementRequest { Problem = Problems.OneUnit() };

        var answer = await Client.PlanMovementAsync(request, Patient);

        Assert.Equal((Status.Optimal, 82), (answer.Answer.Status, answer.Answer.Plan.OperationalHour));
        Assert.Equal(answer.ToByteString(), (await Client.PlanMovementAsync(request, Patient)).ToByteString());
    }

    [Fact]
    public async Task StreamMovement_LastMessage_IsTheAnswer()
    {
        using var call = Client.StreamMovement(new StreamMovementRequest { Problem = Problems.OneUnit() }, Patient);
        var messages = await call.ResponseStream.ReadAllAsync(TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.NotNull(messages[0].Found);
        Assert.Equal((await Client.PlanMovementAsync(new PlanMovementRequest { Problem = Problems.OneUnit() }, Patient)).Answer, messages[^1].Answer);
    }

    [Fact]
    public async Task PlanMovement_Faults_AllAtOnceByPath()
    {
        var problem = Problems.OneUnit();
        problem.Requirements[0].Origin = "nowhere";
        problem.Requirements[0].ReadyToLoadDay = 20;
        problem.Requirements[0].EarliestArrivalDay = 1;
        problem.Nodes.Add(problem.Nodes[0].Clone());
        problem.Arcs[0].ToNode = "home";
        problem.Arcs[0].LiftPool = "none";
        problem.Arcs[0].Windows.Add([new CapacityWindow { FirstDay = 3, LastDay = 2 }, new CapacityWindow { FirstDay = 1, LastDay = 5 }, new CapacityWindow { FirstDay = 5, LastDay = 6 }]);
        problem.IocRequirements.Add("u9");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.PlanMovementAsync(new PlanMovementRequest { Problem = problem }, Patient));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            ["problem.arcs[0].distance_km", "problem.arcs[0].lift_pool", "problem.arcs[0].to_node", "problem.arcs[0].windows[0].last_day", "problem.arcs[0].windows[1]",
                "problem.arcs[0].windows[2]", "problem.ioc_requirements[0]", "problem.nodes[2].id", "problem.requirements[0].debarkation_port",
                "problem.requirements[0].earliest_arrival_day", "problem.requirements[0].origin"],
            SummitRpcException.From(error).Violations.Select(v => v.Field).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ComparePlans_MoreCapacity_TellsWhoComesEarlier()
    {
        var first = await Client.PlanMovementAsync(new PlanMovementRequest { Problem = Problems.OneUnit() }, Patient);
        var wider = Problems.OneUnit();
        wider.Arcs[0].CapacityTonnesPerDay = 100;
        var second = await Client.PlanMovementAsync(new PlanMovementRequest { Problem = wider }, Patient);

        var answer = await Client.ComparePlansAsync(new ComparePlansRequest { First = first.Answer.Plan, Second = second.Answer.Plan }, Patient);

        Assert.Equal((-24, -24), (answer.ClosureHours, answer.OperationalHours));
        Assert.Equal(("u1", -24, 0), (answer.Differences.Single().Requirement, answer.Differences.Single().ArrivalHours, answer.Differences.Single().FirstArcs.Count));
    }
}
