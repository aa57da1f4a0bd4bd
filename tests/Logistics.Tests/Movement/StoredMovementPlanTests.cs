using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Grpc.Core;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Movement;

/// <summary>Movement plans that an analyst keeps.</summary>
public sealed class StoredMovementPlanTests(Services services) : IClassFixture<Services>
{
    private StoredMovementPlanService.StoredMovementPlanServiceClient Plans => new(services.InvokerOf("summit.logistics.v1"));

    private MovementService.MovementServiceClient Movements => new(services.InvokerOf("summit.logistics.v1"));

    private CallOptions Ann => services.Analyst("ann");

    private CallOptions Bob => services.Analyst("bob");

    [Fact]
    public async Task Create_StoredInput_NamesAllThatItWasMadeFrom()
    {
        var kept = await KeepAsync("named", Stored());

        Assert.Equal(["summit.logistics.v1", "summit.nations.v1"], kept.Revisions.Select(r => r.Service));
        Assert.Equal((1, 64, true), (kept.Seed, kept.ResultHash.Length, kept.EngineVersion.Length > 0));
        Assert.True(kept.Answer.Plan is not null, kept.Answer.Obstacles.ToString());
        Assert.Equal(kept, await Plans.GetStoredMovementPlanAsync(new GetStoredMovementPlanRequest { Name = kept.Name }, Ann));
    }

    [Fact]
    public async Task Plan_OfAnotherAnalyst_DoesNotExist()
    {
        var kept = await KeepAsync("mine", Inline());

        var list = await Plans.ListStoredMovementPlansAsync(new ListStoredMovementPlansRequest(), Bob);
        Assert.DoesNotContain(list.StoredMovementPlans, p => p.Name == kept.Name);
        await NotThereAsync(() => Plans.GetStoredMovementPlanAsync(new GetStoredMovementPlanRequest { Name = kept.Name }, Bob));
        await NotThereAsync(() => Plans.RemakeMovementPlanAsync(new RemakeMovementPlanRequest { Name = kept.Name }, Bob));
        await NotThereAsync(() => Plans.DeleteStoredMovementPlanAsync(new DeleteStoredMovementPlanRequest { Name = kept.Name }, Bob));
        await NotThereAsync(() => Movements.ComparePlansAsync(new ComparePlansRequest { FirstPlan = kept.Name, Second = kept.Answer.Plan }, Bob));
        await NotThereAsync(() => Movements.ComparePlansAsync(new ComparePlansRequest { FirstPlan = kept.Name, Second = kept.Answer.Plan }, Services.Patient));
    }

    [Fact]
    public async Task Remake_NetworkChangedSince_GivesTheSameBytes()
    {
        var kept = await KeepAsync("again", Stored());
        var end = await services.Nodes.GetTransportNodeAsync(new GetTransportNodeRequest { Name = "transportNodes/sa-lviv" });
        end.ThroughputTonnesPerDay = new DailyCapacity { Low = 300, Mid = 400, High = 500 };
        await services.Nodes.UpdateTransportNodeAsync(new UpdateTransportNodeRequest { TransportNode = end }, services.Secretariat());

        var again = await Plans.RemakeMovementPlanAsync(new RemakeMovementPlanRequest { Name = kept.Name }, Ann);
        var now = await Movements.PlanMovementAsync(kept.Request, Ann);

        Assert.True(again.Same);
        Assert.Equal(kept.Answer, again.Answer);
        Assert.NotEqual(kept.Answer, now.Answer);
        var difference = await Movements.ComparePlansAsync(new ComparePlansRequest { FirstPlan = kept.Name, Second = now.Answer.Plan }, Ann);
        Assert.True(difference.ClosureHours > 0);
    }

    [Fact]
    public async Task Remake_InlineProblem_GivesTheSameBytes()
    {
        var kept = await KeepAsync("inline", Inline());

        Assert.Empty(kept.Revisions);
        Assert.True((await Plans.RemakeMovementPlanAsync(new RemakeMovementPlanRequest { Name = kept.Name }, Ann)).Same);
    }

    [Fact]
    public async Task Remake_StoreOfAnotherEpoch_GivesTheSameBytesOrSaysWhyNot()
    {
        var (inline, stored) = (await KeepAsync("inline, backed up", Inline()), await KeepAsync("stored, backed up", Stored()));
        var restored = new StoredMovementPlanService.StoredMovementPlanServiceClient(await services.RestoredLogisticsAsync("restored"));

        var again = await restored.RemakeMovementPlanAsync(new RemakeMovementPlanRequest { Name = inline.Name }, Ann);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await restored.RemakeMovementPlanAsync(new RemakeMovementPlanRequest { Name = stored.Name }, Ann));

        Assert.Equal((true, inline.Answer), (again.Same, again.Answer));
        Assert.Equal((StatusCode.Aborted, "POSITION_LOST"), (error.StatusCode, SummitRpcException.From(error).Reason));
        Assert.Contains("belongs to another epoch", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_PlanThatHasNone_IsAPrecondition()
    {
        var inline = Inline();
        inline.Problem.Terms.Clear();
        var kept = await KeepAsync("impossible", inline);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Movements.ComparePlansAsync(new ComparePlansRequest { FirstPlan = kept.Name, SecondPlan = kept.Name }, Ann));

        Assert.Null(kept.Answer.Plan);
        Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
    }

    [Fact]
    public async Task Update_TitleChangesAndTheRequestDoesNot()
    {
        var kept = await KeepAsync("old title", Inline());
        var renamed = kept.Clone();
        renamed.DisplayName = "new title";
        renamed.ResultHash = "forged";
        var updated = await Plans.UpdateStoredMovementPlanAsync(
            new UpdateStoredMovementPlanRequest { StoredMovementPlan = renamed, UpdateMask = new FieldMask { Paths = { "display_name" } } }, Ann);
        updated.Request.SkipImpossible = true;

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Plans.UpdateStoredMovementPlanAsync(new UpdateStoredMovementPlanRequest { StoredMovementPlan = updated }, Ann));

        Assert.Equal(("new title", kept.ResultHash), (updated.DisplayName, updated.ResultHash));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
    }

    [Fact]
    public async Task Create_Faults_ByTheirPath()
    {
        var inline = Inline();
        inline.Problem.Requirements[0].Origin = "nowhere";

        Assert.Equal(["stored_movement_plan.request.problem.requirements[0].origin"], await FaultsAsync(inline));
        Assert.Equal(["stored_movement_plan.request.stored"], await FaultsAsync(new PlanMovementRequest()));
        var viewer = await Assert.ThrowsAsync<RpcException>(async () => await Plans.CreateStoredMovementPlanAsync(
            new CreateStoredMovementPlanRequest { StoredMovementPlan = new StoredMovementPlan { DisplayName = "a", Request = Inline() } }, Services.Patient));
        Assert.Equal(StatusCode.PermissionDenied, viewer.StatusCode);
    }

    private static PlanMovementRequest Inline() => new() { Problem = Problems.OneUnit(), Budget = new SchedulingBudget { Work = 0.1 } };

    private static PlanMovementRequest Stored() => new()
    {
        Stored = new StoredMovement
        {
            ForceElements = { "nations/FRA/forceElements/fra-01" },
            Destination = "transportNodes/sa-lviv",
            AssumedConsents = { "nations/FRA", "nations/DEU", "nations/POL", "nations/CZE", "nations/SVK", "nations/UKR", "nations/ROU" },
            Decision = "decisions/paris-2025-reassurance-force",
            AsOf = new Date { Year = 2025, Month = 2, Day = 17 },
            CDay = new Date { Year = 2025, Month = 4, Day = 1 },
        },
        Budget = new SchedulingBudget { Work = 0.1 },
    };

    private async Task<StoredMovementPlan> KeepAsync(string title, PlanMovementRequest request) => await Plans.CreateStoredMovementPlanAsync(
        new CreateStoredMovementPlanRequest { StoredMovementPlan = new StoredMovementPlan { DisplayName = title, Request = request } }, Ann);

    private async Task<IEnumerable<string>> FaultsAsync(PlanMovementRequest request)
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => KeepAsync("faulty", request));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        return SummitRpcException.From(error).Violations.Select(v => v.Field);
    }

    private static async Task NotThereAsync<T>(Func<AsyncUnaryCall<T>> call) =>
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await call())).StatusCode);
}
