using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Client;
using Summit.Data.V1;
using Summit.Logistics.V1;
using Outcome = Summit.Data.V1.ImportRowsResponse.Types.Outcome;

namespace Summit.Import.Tests;

/// <summary>One transaction, every fault at once, the same again changes nothing, and who may.</summary>
public sealed class ImportRowsTests
{
    private const string Units = "summit.logistics.v1/ForceElement";
    private const string Header = "id,nation,display_name,unit_type,persons,source.title,source.publisher,source.publish_date\n";
    private const string Cited = ",T,P,2024-12-31\n";

    [Fact]
    public async Task ImportRows_SeveralFaults_EachWithItsPlaceAndNothingWritten()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        const string File = Header + "good,FRA,Good,LIGHT,100" + Cited + "a,Ruritania,A,LIGHT,100" + Cited + "b,FRA,B,TANKS,many" + Cited + "c,FRA,C,LIGHT,0" + Cited + "good,FRA,Twice,LIGHT,1" + Cited + ",FRA,,LIGHT,1" + Cited;

        var answer = await host.ImportAsync(Make.Text(File));

        Assert.Equal(Outcome.Refused, answer.Outcome);
        Assert.Equal(
            [(3, "B nation"), (4, "D unit_type"), (4, "E persons"), (5, "E persons"), (6, ""), (7, "A id")],
            answer.Faults.Select(f => (f.Row, f.Column)));
        Assert.Equal(6, answer.FaultCount);
        Assert.Empty((await new ForceElementService.ForceElementServiceClient(host.Channel).ListForceElementsAsync(new ListForceElementsRequest { Parent = "nations/-" })).ForceElements);
    }

    [Fact]
    public async Task ImportRows_DryRunThenTwice_ShowsThenWritesThenChangesNothing()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        var file = Make.Text(Header + "a,FRA,A,LIGHT,100" + Cited);

        var dry = await host.ImportAsync(file, Make.Kind(Units, dry: true));
        var done = await host.ImportAsync(file, Make.Kind(Units));
        var again = await host.ImportAsync(file, Make.Kind(Units));
        var changed = await host.ImportAsync(Make.Text(Header + "a,FRA,A,LIGHT,120" + Cited), Make.Kind(Units, dry: true));

        Assert.Equal((Outcome.Validated, 1, ""), (dry.Outcome, dry.CreatedCount, dry.Revision));
        Assert.Equal((Outcome.Applied, 1), (done.Outcome, done.CreatedCount));
        Assert.Equal((Outcome.Applied, 1, ""), (again.Outcome, again.UnchangedCount, again.Revision));
        Assert.NotEqual("", done.Revision);
        var field = Assert.Single(Assert.Single(changed.Changes).Fields);
        Assert.Equal(("persons", "100", "120"), (field.Field, field.Held, field.Next));
    }

    [Fact]
    public async Task ImportRows_RepeatedRequestId_FirstAnswer_OtherFile_Refused()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        var first = Make.Kind(Units);
        first.RequestId = "one";
        var file = Make.Text(Header + "a,FRA,A,LIGHT,100" + Cited);

        var done = await host.ImportAsync(file, first);
        var repeated = await host.ImportAsync(file, first, partBytes: 7);
        var other = await FailureOf(host.ImportAsync(Make.Text(Header + "b,FRA,A,LIGHT,100" + Cited), first));

        Assert.Equal(done, repeated);
        Assert.Equal((StatusCode.AlreadyExists, "REQUEST_ID_REUSED"), (other.StatusCode, other.Reason));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Analyst)]
    [InlineData(Role.Operator)]
    public async Task ImportRows_OtherRoles_Denied(Role role)
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);

        var failure = await FailureOf(host.ImportAsync(Make.Text(Header), options: host.As(role)));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED"), (failure.StatusCode, failure.Reason));
    }

    [Fact]
    public async Task ImportRows_Delegation_OwnRowsAsDraftsAndNoOthers()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);

        var own = await host.ImportAsync(Make.Text(Header + "a,FRA,A,LIGHT,100" + Cited), options: host.As(Role.Delegate, "FRA"));
        var foreign = await host.ImportAsync(Make.Text(Header + "a,DEU,A,LIGHT,100" + Cited), options: host.As(Role.Delegate, "FRA"));
        var shared = await host.ImportAsync(
            Make.Text("id,display_name,kind,nation,source.title,source.publisher,source.publish_date\nx,X,ORIGIN,FRA" + Cited), Make.Kind("summit.logistics.v1/TransportNode"), host.As(Role.Delegate, "FRA"));

        Assert.True(own.Outcome == Outcome.Applied, own.ToString());
        Assert.Equal(PublishState.Draft, (await new ForceElementService.ForceElementServiceClient(host.Channel).GetForceElementAsync(
            new GetForceElementRequest { Name = "nations/FRA/forceElements/a" }, host.As(Role.Delegate, "FRA"))).PublishState);
        Assert.Contains("its own nation only", Assert.Single(foreign.Faults).Description, StringComparison.Ordinal);
        Assert.Contains("secretariat", Assert.Single(shared.Faults).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportRows_SecretariatOverWhatADelegationWrote_Refused()
    {
        await using var host = await AreaHost.StartAsync("logistics");
        var units = new ForceElementService.ForceElementServiceClient(host.Channel);
        var unit = await units.GetForceElementAsync(new GetForceElementRequest { Name = "nations/GBR/forceElements/gbr-01" });
        const string File = "name,persons\nnations/GBR/forceElements/gbr-01,1000\n";

        var before = await host.ImportAsync(Make.Text(File), Make.Kind(Units));
        unit.Persons = 4_100;
        unit.Etag = "";
        await units.UpdateForceElementAsync(new UpdateForceElementRequest { ForceElement = unit }, host.As(Role.Delegate, "GBR"));
        var after = await host.ImportAsync(Make.Text(File), Make.Kind(Units));

        Assert.Equal((Outcome.Applied, 1), (before.Outcome, before.UpdatedCount));
        Assert.Contains("was written by delegate:GBR", Assert.Single(after.Faults).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportRows_ConsentsBySecretariat_Refused()
    {
        await using var host = await AreaHost.StartAsync("nations");

        var answer = await host.ImportAsync(Make.Text("name,decision,decision_digest\nnations/UKR/consents/x,decisions/paris-2025-reassurance-force,x\n"), Make.Kind("summit.nations.v1/Consent"));

        Assert.Contains(answer.Faults, fault => fault.Description.Contains("only its own delegation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportRows_RowsThatFollowFromCalls_OnlyCompared()
    {
        await using var host = await AreaHost.StartAsync("nations");

        var answer = await host.ImportAsync(Make.Text("name,voter\ndecisions/paris-2025-reassurance-force/votes/FRA,x\n"), Make.Kind("summit.nations.v1/Vote"));

        Assert.Equal(Outcome.Refused, answer.Outcome);
    }

    [Fact]
    public async Task ImportRows_EtagThatIsOld_FaultUnlessNothingChanges()
    {
        await using var host = await AreaHost.StartAsync("budgets");
        var (_, file) = await host.ExportAsync(new ExportRowsRequest { Type = "summit.budgets.v1/Guideline", Filter = "name = \"guidelines/wales-2014\"" });
        var guidelines = new GuidelineService.GuidelineServiceClient(host.Channel);
        await guidelines.UpdateGuidelineAsync(new UpdateGuidelineRequest { Guideline = new Guideline { Name = "guidelines/wales-2014", DisplayName = "Changed" } }, host.As(Role.Secretariat));

        var answer = await host.ImportAsync(file, Make.Kind("summit.budgets.v1/Guideline"));

        Assert.Contains("export it again", Assert.Single(answer.Faults).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportRows_EventsOfALadder_AppendedInTheirOrderAndNeverChanged()
    {
        await using var full = await AreaHost.StartAsync("budgets");
        await using var empty = await AreaHost.StartAsync("budgets", seeded: false);
        foreach (var type in new[] { "summit.budgets.v1/Pledge", "summit.budgets.v1/PledgeEvent" })
        {
            var (first, file) = await full.ExportAsync(new ExportRowsRequest { Type = type });
            var answer = await empty.ImportAsync(Strip(file), Make.Kind(type));
            Assert.True(answer.Outcome == Outcome.Applied && answer.CreatedCount == first.RowCount, answer.ToString());
        }

        var there = await Pledges(full);
        var here = await Pledges(empty);
        Assert.Equal(there.Select(p => (p.Name, p.Committed, p.Allocated, p.EventCount)), here.Select(p => (p.Name, p.Committed, p.Allocated, p.EventCount)));
        var changed = await empty.ImportAsync(
            Make.Text("name,amount,amount.currency_code\nnations/FRA/pledges/kiel-release-29/events/allocated-2024-12-31,1,EUR\n"), Make.Kind("summit.budgets.v1/PledgeEvent"));
        Assert.Contains("never changed", Assert.Single(changed.Faults).Description, StringComparison.Ordinal);

        static async Task<IEnumerable<Pledge>> Pledges(AreaHost host) =>
            (await new PledgeService.PledgeServiceClient(host.Channel).ListPledgesAsync(new ListPledgesRequest { Parent = "nations/-", PageSize = 1_000 })).Pledges;

        // The etag names the revision of another store.
        static byte[] Strip(byte[] csv) => Make.Text(System.Text.Encoding.UTF8.GetString(csv).Replace(",etag,", ",old_etag,", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportRows_WrongRequests_NameTheField()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        var kind = await FailureOf(host.ImportAsync(Make.Text("a,b\n1,2\n"), Make.Kind("tanks")));
        var empty = await FailureOf(host.ImportAsync([]));
        var large = await FailureOf(host.ImportAsync(new byte[32 * 1024 * 1024 + 1], partBytes: 1024 * 1024));

        Assert.Equal(("INVALID_FIELDS", "INVALID_FIELDS"), (kind.Reason, empty.Reason));
        Assert.Contains(Units, kind.Status.Detail, StringComparison.Ordinal);
        Assert.Equal((StatusCode.ResourceExhausted, "COMPUTATION_TOO_LARGE"), (large.StatusCode, large.Reason));
    }

    [Fact]
    public async Task ImportRows_UnknownLayout_SaysWhatIsKnown()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);

        var answer = await host.ImportAsync(Make.Text("this,that\n1,2\n"));

        Assert.Contains("nato-tables", Assert.Single(answer.Faults).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExportRows_FilterParentAndFormat_RowsWithTheirSourcesAtOneRevision()
    {
        await using var host = await AreaHost.StartAsync("budgets");

        var (first, file) = await host.ExportAsync(new ExportRowsRequest { Type = "summit.budgets.v1/Expenditure", Parent = "nations/FRA", Filter = "year = 2024" }, host.As(Role.Viewer));
        var other = await FailureOf(host.ExportAsync(new ExportRowsRequest { Type = "summit.nations.v1/Nation", Format = FileFormat.Xls }));

        var text = System.Text.Encoding.UTF8.GetString(file);
        Assert.Equal(first.RowCount + 1, text.TrimEnd().Split("\r\n").Length);
        Assert.Contains("nations/FRA/expenditures/nato-2024-06-2024", text, StringComparison.Ordinal);
        Assert.Contains("Defence Expenditure of NATO Countries (2014-2024)", text, StringComparison.Ordinal);
        Assert.Equal("expenditures.csv", first.FileName);
        Assert.Equal(2, other.Status.Detail.StartsWith("2 fields", StringComparison.Ordinal) ? 2 : 0);
    }

    [Fact]
    public async Task ExportRows_DraftOfAnotherNation_IsNotThere()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        await host.ImportAsync(Make.Text(Header + "a,FRA,A,LIGHT,100" + Cited), options: host.As(Role.Delegate, "FRA"));
        var request = new ExportRowsRequest { Type = Units };

        Assert.Equal(1, (await host.ExportAsync(request, host.As(Role.Delegate, "FRA"))).First.RowCount);
        Assert.Equal(0, (await host.ExportAsync(request, host.As(Role.Delegate, "DEU"))).First.RowCount);
        Assert.Equal(0, (await host.ExportAsync(request)).First.RowCount);
    }

    private static async Task<SummitRpcException> FailureOf(Task call) => SummitRpcException.From(await Assert.ThrowsAnyAsync<RpcException>(async () => await call));
}
