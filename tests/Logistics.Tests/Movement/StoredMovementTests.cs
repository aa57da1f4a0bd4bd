using Google.Protobuf;
using Google.Type;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;
using Status = Summit.Logistics.V1.MovementAnswer.Types.Status;

namespace Summit.Logistics.Tests.Movement;

/// <summary>Movements of stored units over the stored network, through real hosts.</summary>
public sealed class StoredMovementTests(Services services) : IClassFixture<Services>
{
    private MovementService.MovementServiceClient Movements => new(services.InvokerOf("summit.logistics.v1"));

    private FlowService.FlowServiceClient Flows => new(services.InvokerOf("summit.logistics.v1"));

    [Fact]
    public async Task PlanMovement_StoredUnits_TheAnswerOfTheProblemThatItNames()
    {
        var answer = await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = French(), Budget = Little }, Services.Patient);
        var again = await Movements.PlanMovementAsync(new PlanMovementRequest { Problem = answer.Problem, Budget = Little }, Services.Patient);

        Assert.Equal(answer.Answer.ToByteString(), again.Answer.ToByteString());
        Assert.Null(again.Problem);
        Assert.Equal(["nations/FRA/forceElements/fra-01", "nations/FRA/forceElements/fra-05"], answer.Problem.Requirements.Select(r => r.Id));
        Assert.Equal(2, answer.Answer.Plan.Itineraries.Count);
        Assert.Contains(answer.Problem.LiftPools, p => p is { Id: "liftAssets/sea-mn-fra", AssetCount: 2, PayloadTonnes: 3_405 }); // 2,838 lane metres x 1.2 t
    }

    [Fact]
    public async Task BoundClosure_StoredUnits_NoPlanIsEarlier()
    {
        var plan = await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = French(), Budget = Little }, Services.Patient);
        var bound = await Flows.BoundClosureAsync(new BoundClosureRequest { Stored = French() }, Services.Patient);

        Assert.True(bound.Feasible);
        Assert.Equal(plan.Problem.Requirements.Sum(r => r.NotByAirTonnes + r.OversizeTonnes), bound.Load);
        Assert.InRange(bound.ClosureDay, 1, (plan.Answer.Plan.ClosureHour - 1) / 24);
        Assert.NotEmpty(bound.Bindings);
    }

    [Fact]
    public async Task PlanMovement_LowCapacities_LaterThanHigh()
    {
        var low = French();
        low.Capacities = StoredMovement.Types.Capacities.Low;
        var high = French();
        high.Capacities = StoredMovement.Types.Capacities.High;

        var slow = await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = low, Budget = Little }, Services.Patient);
        var fast = await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = high, Budget = Little }, Services.Patient);

        Assert.True(slow.Answer.Plan.ClosureHour > fast.Answer.Plan.ClosureHour);
    }

    [Fact]
    public async Task PlanMovement_NoConsent_TheSoilStaysClosed()
    {
        var stored = French();
        stored.AssumedConsents.Remove("nations/UKR");

        var answer = await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = stored }, Services.Patient);

        Assert.Equal(Status.Infeasible, answer.Answer.Status);
        Assert.All(answer.Answer.Obstacles, o => Assert.Contains(o.Reasons, r => r is { Kind: Kind.ConsentMissing, Subject: "nations/UKR" }));
    }

    [Fact]
    public async Task PlanMovement_DecisionWithoutApproval_TheUnitStaysAtHome()
    {
        var stored = French();
        stored.ForceElements.Clear();
        stored.ForceElements.Add("nations/SWE/forceElements/swe-01");
        stored.AssumedConsents.Add("nations/SWE");
        (stored.Decision, stored.AsOf, stored.CDay) = ("decisions/paris-2025-reassurance-force", new Date { Year = 2025, Month = 2, Day = 17 }, new Date { Year = 2025, Month = 4, Day = 1 });

        var answer = await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = stored }, Services.Patient);

        Assert.Contains(answer.Answer.Obstacles.Single().Reasons, r => r is { Kind: Kind.ApprovalLate, Subject: "nations/SWE" });
    }

    [Fact]
    public async Task PlanMovement_ForceOption_FillsItsLines()
    {
        var stored = new StoredMovement { ForceOption = "forceOptions/iiss-small", StrengthPersons = 5_000, Nations = { "nations/FRA" }, Destination = "transportNodes/sa-lviv", AssumedConsents = { Consents } };

        var answer = await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = stored, Budget = Little }, Services.Patient);

        Assert.All(answer.Problem.Requirements, r => Assert.Equal("nations/FRA", r.Nation));
        Assert.InRange(answer.Problem.Requirements.Sum(r => r.Persons), 1_000, 5_000);
        Assert.Equal(answer.Problem.Requirements.Count, answer.Answer.Plan.Itineraries.Count);
    }

    [Fact]
    public async Task StoredInput_Faults_AllAtOnceByPath()
    {
        var both = new PlanMovementRequest { Problem = Problems.OneUnit(), Stored = new StoredMovement { Destination = "transportNodes/sa-kyiv", StrengthPersons = 5, Decision = "decisions/a" } };
        var unknown = French();
        unknown.ForceElements.Add("nations/FRA/forceElements/none");
        var other = French();
        other.IocForceElements.Add("nations/FRA/forceElements/fra-09");

        Assert.Equal(["stored", "stored.as_of", "stored.c_day", "stored.force_elements", "stored.strength_persons"], await FaultsAsync(both));
        Assert.Equal(["stored"], await FaultsAsync(new PlanMovementRequest()));
        Assert.Equal(["stored.ioc_force_elements[0]"], await FaultsAsync(new PlanMovementRequest { Stored = other }));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await Movements.PlanMovementAsync(new PlanMovementRequest { Stored = unknown }, Services.Patient))).StatusCode);
    }

    private static readonly string[] Consents = ["nations/FRA", "nations/DEU", "nations/POL", "nations/CZE", "nations/SVK", "nations/ROU", "nations/UKR", "nations/AUT"];

    private static SchedulingBudget Little => new() { Work = 0.2 };

    private static StoredMovement French() => new()
    {
        ForceElements = { "nations/FRA/forceElements/fra-01", "nations/FRA/forceElements/fra-05" },
        Destination = "transportNodes/sa-lviv",
        AssumedConsents = { Consents },
    };

    private async Task<IEnumerable<string>> FaultsAsync(PlanMovementRequest request)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Movements.PlanMovementAsync(request, Services.Patient));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        return SummitRpcException.From(error).Violations.Select(v => v.Field).Distinct().Order(StringComparer.Ordinal);
    }
}
