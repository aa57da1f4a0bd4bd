using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.Scheduling;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;
using MovementStatus = Summit.Logistics.V1.MovementAnswer.Types.Status;

namespace Summit.Logistics.Tests.Movement;

/// <summary>Many planners at once, a full queue, cancellation and bad input, over a real host.</summary>
public sealed class PlanningLoadTests : HostedTests
{
    private const double Short = 0.2;
    private const double Endless = 500;

    private MovementService.MovementServiceClient Client => new(Channel);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PlanMovement_TwentyPlanners_SmallCallsAnswerBetweenThem()
    {
        var request = new PlanMovementRequest { Problem = Problems.Coalition(20, 1), Budget = new SchedulingBudget { Work = Short } };
        var planners = Enumerable.Range(0, 20).Select(_ => Client.PlanMovementAsync(request, Patient).ResponseAsync).ToList();

        var nodes = new TransportNodeService.TransportNodeServiceClient(Channel);
        for (var i = 0; i < 20; i++)
        {
            await nodes.ListTransportNodesAsync(new ListTransportNodesRequest(), Patient);
        }

        Assert.Contains(planners, p => !p.IsCompleted); // twenty small calls went before the last of them
        var answers = await Task.WhenAll(planners);
        Assert.Single(answers.Select(a => a.ToByteString()).Distinct());
    }

    [Fact]
    public async Task PlanMovement_QueueFull_RetryInfoAndCancellationFreesTheWorkers()
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var request = new PlanMovementRequest { Problem = Problems.Coalition(60, 1), Budget = new SchedulingBudget { Work = Endless, WallLimitSeconds = 600 } };
        var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(110), cancellationToken: leave.Token);
        var calls = Enumerable.Range(0, PlanningWorkers.MostWaiting + Environment.ProcessorCount + 5).Select(_ => Client.PlanMovementAsync(request, options).ResponseAsync).ToList();

        var refused = await await Task.WhenAny(calls).ContinueWith(done => Assert.ThrowsAsync<RpcException>(() => done.Result), TaskScheduler.Default);
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.NotNull(refused.GetRpcStatus()!.GetDetail<RetryInfo>());

        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<RpcException>(() => Task.WhenAll(calls));
        Assert.Equal(MovementStatus.Optimal, (await WhenFreeAsync(new PlanMovementRequest { Problem = Problems.OneUnit() })).Answer.Status);
    }

    /// <summary>Asks again while the host has not yet heard that the others left.</summary>
    private async Task<PlanMovementResponse> WhenFreeAsync(PlanMovementRequest request)
    {
        while (true)
        {
            try
            {
                return await Client.PlanMovementAsync(request, Patient);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.ResourceExhausted)
            {
                Stop.ThrowIfCancellationRequested();
            }
        }
    }

    [Fact]
    public async Task PlanMovement_TooManyRows_TheLimitIsToldBeforeWorkBegins()
    {
        var many = new MovementProblem();
        many.Requirements.Add(Enumerable.Range(0, 10_001).Select(i => new MovementRequirement { Id = $"{i}", Nation = "nations/FRA", Origin = "a", Destination = "b" }));
        var million = new MovementProblem();
        million.Requirements.Add(Enumerable.Repeat(new MovementRequirement { Id = "u" }, 1_000_000));

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Client.PlanMovementAsync(new PlanMovementRequest { Problem = many }, Patient));
        var tooLarge = await Assert.ThrowsAsync<RpcException>(async () => await Client.PlanMovementAsync(new PlanMovementRequest { Problem = million }, Patient));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        var violation = Assert.Single(SummitRpcException.From(refused).Violations);
        Assert.Equal("problem.requirements", violation.Field);
        Assert.Contains("10000", violation.Description.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(StatusCode.ResourceExhausted, tooLarge.StatusCode);
    }

    [Fact]
    public async Task PlanMovement_BadRows_EachWithItsFault()
    {
        var problem = Problems.OneUnit();
        foreach (var (id, change) in new (string, Action<MovementRequirement>)[]
        {
            ("dates", r => (r.ReadyToLoadDay, r.RequiredDeliveryDay, r.CommanderRequiredDay) = (9, 3, 1)),
            ("port", r => r.LatestArrivalDay = 5),
            ("home", r => r.Destination = r.Origin),
            ("persons", r => (r.Persons, r.PersonsApart) = (0, new PersonsApart())),
        })
        {
            var row = Problems.Requirement(id, 10);
            change(row);
            problem.Requirements.Add(row);
        }

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Client.PlanMovementAsync(new PlanMovementRequest { Problem = problem }, Patient));

        Assert.Equal(
            ["problem.requirements[1].commander_required_day", "problem.requirements[1].required_delivery_day", "problem.requirements[2].debarkation_port",
                "problem.requirements[3].destination", "problem.requirements[4].persons_apart"],
            SummitRpcException.From(error).Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PlanMovement_ImpossibleRows_EachWithItsReason()
    {
        var problem = Problems.OneUnit();
        problem.Nodes.Add(new[] { "island", "base", "loop" }.Select(n => new MovementNode { Id = n, Nation = "nations/FRA" }));
        problem.LiftPools.Add(new LiftPool { Id = "planes", PayloadTonnes = 10, BlockSpeedKmh = 500 });
        var air = Problems.Arc("air", "base", "camp", TransportMode.Air, 0, 100);
        (air.LiftPool, air.DistanceKm) = ("planes", 500);
        problem.Arcs.Add([air, Problems.Arc("out", "home", "loop", TransportMode.Road, 1, 100), Problems.Arc("back", "loop", "home", TransportMode.Road, 1, 100)]);
        problem.Requirements.Add([From("none", "island"), From("lift", "base")]);

        var answer = await Client.PlanMovementAsync(new PlanMovementRequest { Problem = problem, SkipImpossible = true }, Patient);

        Assert.Equal(
            [("lift", Kind.LiftZero, "planes"), ("none", Kind.NoPath, "island")],
            answer.Answer.Obstacles.Select(o => (o.Requirement, o.Reasons.Single().Kind, o.Reasons.Single().Subject)));
        Assert.Equal(["road"], answer.Answer.Plan.Itineraries.Single().Legs.Select(l => l.Arc)); // not around the circle

        static MovementRequirement From(string id, string origin)
        {
            var row = Problems.Requirement(id, 10);
            row.Origin = origin;
            return row;
        }
    }
}
