using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Data.V1;
using Summit.Logistics.V1;
using Kind = Summit.Budgets.V1.CostComponent.Types.Kind;
using Outcome = Summit.Data.V1.ImportRowsResponse.Types.Outcome;

namespace Summit.Import.Tests;

/// <summary>An analyst imports into a scenario of its own: rows become what its question assumes, and nothing else changes.</summary>
public sealed class ScenarioImportTests
{
    private const string Units = "summit.logistics.v1/ForceElement";
    private const string Nodes = "summit.logistics.v1/TransportNode";
    private const string Positions = "summit.nations.v1/Position";
    private const string Offers = "summit.logistics.v1/Offer";
    private const string Prices = "summit.logistics.v1/AssumedPrice";

    [Fact]
    public async Task ImportRows_UnitsOfAnAnalyst_BecomeOverridesAndTheUnitStaysAsItIs()
    {
        await using var host = await AreaHost.StartAsync("logistics");
        var scenario = await KeepAsync(host);
        var file = Make.Text("name,persons,notice_days\nnations/GBR/forceElements/gbr-01,1234,40\n");

        var dry = await ImportAsync(host, scenario, Units, file, dry: true);
        var unchanged = await ReadAsync(host, scenario);
        var first = await ImportAsync(host, scenario, Units, file);
        var again = await ImportAsync(host, scenario, Units, file);
        var second = await ImportAsync(host, scenario, Units, Make.Text("name,persons\nnations/GBR/forceElements/gbr-01,900\n"));

        Assert.Equal((Outcome.Validated, 1), (dry.Outcome, dry.CreatedCount));
        Assert.Empty(unchanged.Question.Overrides);
        Assert.True(first.Outcome == Outcome.Applied, first.ToString());
        Assert.Equal(["persons", "notice_days"], Assert.Single(first.Changes).Fields.Select(f => f.Field));
        Assert.Equal((Outcome.Applied, 1), (again.Outcome, again.UnchangedCount));
        Assert.Equal(1, second.UpdatedCount);
        Assert.Equal(900, Assert.Single((await ReadAsync(host, scenario)).Question.Overrides).ForceElement.Persons);
        Assert.NotEqual(900, (await UnitAsync(host)).Persons);
    }

    [Fact]
    public async Task ImportRows_WhatAScenarioCannotAssume_EveryFaultWithItsPlaceAndNothingWritten()
    {
        await using var host = await AreaHost.StartAsync("logistics");
        var scenario = await KeepAsync(host);
        var unit = await UnitAsync(host);
        var file = $"name,persons,cargo_tonnes\nnations/GBR/forceElements/gbr-01,1000,{unit.CargoTonnes + 1}\nnations/FRA/forceElements/none,1000,1\nnations/GBR/forceElements/gbr-02,200000,\n";

        var units = await ImportAsync(host, scenario, Units, Make.Text(file));
        var node = (await new TransportNodeService.TransportNodeServiceClient(host.Channel).ListTransportNodesAsync(new ListTransportNodesRequest { PageSize = 1000 })).TransportNodes
            .First(n => n.ThroughputTonnesPerDay is { Mid: > 10 });
        var nodes = await ImportAsync(host, scenario, Nodes, Make.Text(
            $"name,throughput_tonnes_per_day.low,throughput_tonnes_per_day.mid,throughput_tonnes_per_day.high\n{node.Name},1,{node.ThroughputTonnesPerDay.Mid},{node.ThroughputTonnesPerDay.High * 9}\n"));
        var positions = await ImportAsync(host, scenario, Positions, Make.Text(
            "nation,stance,actor,issue\nFRA,SUPPORT,opposition,issues/troop-deployment\nDEU,,government,issues/troop-deployment\nPOL,OPPOSE,government,issues/another\nITA,SUPPORT,government,\nITA,OPPOSE,government,\n"));

        Assert.Equal((Outcome.Refused, Outcome.Refused, Outcome.Refused), (units.Outcome, nodes.Outcome, positions.Outcome));
        Assert.Contains(units.Faults, f => (f.Row, f.Column) == (2, "C cargo_tonnes"));
        Assert.Contains(units.Faults, f => (f.Row, f.Column) == (3, "A name"));
        Assert.Contains(units.Faults, f => f.Row == 4);
        Assert.Equal(2, Assert.Single(nodes.Faults).Row);
        Assert.Equal([(2, "C actor"), (3, "B stance"), (4, "D issue"), (6, "")], positions.Faults.Select(f => (f.Row, f.Column)));
        Assert.Empty((await ReadAsync(host, scenario)).Question.Overrides);
    }

    [Fact]
    public async Task ImportRows_CapacitiesPositionsAndOffers_BecomeWhatTheQuestionAssumes()
    {
        await using var host = await AreaHost.StartAsync("logistics");
        var scenario = await KeepAsync(host);
        var arcs = (await new TransportArcService.TransportArcServiceClient(host.Channel).ListTransportArcsAsync(new ListTransportArcsRequest { PageSize = 1000 })).TransportArcs;
        var (one, other) = (arcs[0], arcs[1]);
        var twice = other.CapacityTonnesPerDay;

        var capacities = await ImportAsync(host, scenario, "summit.logistics.v1/TransportArc", Make.Text(
            "name,capacity_tonnes_per_day.low,capacity_tonnes_per_day.mid,capacity_tonnes_per_day.high\n"
            + $"{one.Name},5000,5000,5000\n{other.Name},{2 * twice.Low},{2 * twice.Mid},{2 * twice.High}\n"));
        var positions = await ImportAsync(host, scenario, Positions, Make.Text("nation,stance\nGermany,SUPPORT\nPOL,OPPOSE\n"));
        var offer = new Offer { Name = "nations/GBR/offers/a", Lines = { new OfferLine { Persons = 800 }, new OfferLine { ForceElement = "nations/GBR/forceElements/gbr-01" } } };
        var offers = await ImportAsync(host, scenario, Offers, Make.Text(offer.ToString()));

        Assert.True(capacities.Outcome == Outcome.Applied, capacities.ToString());
        Assert.True(positions.Outcome == Outcome.Applied, positions.ToString());
        Assert.True(offers.Outcome == Outcome.Applied, offers.ToString());
        var assumed = (await ReadAsync(host, scenario)).Question.Overrides;
        Assert.Equal(5000, assumed[0].Capacity.TonnesPerDay);
        Assert.Equal(2, assumed[1].Capacity.Factor, 3);
        Assert.Equal(("nations/DEU", Nations.V1.Stance.Support), (assumed[2].Position.Nation, assumed[2].Position.Stance));
        Assert.Equal(("nations/GBR", 800, "nations/GBR/forceElements/gbr-01"), (assumed[4].Offer.Nation, assumed[4].Offer.Persons, Assert.Single(assumed[4].Offer.ForceElements)));
    }

    [Fact]
    public async Task ImportRows_ScenarioOfAnother_DoesNotExist()
    {
        await using var host = await AreaHost.StartAsync("logistics");
        var file = Make.Text("name,persons\nnations/GBR/forceElements/gbr-01,900\n");
        var mine = await KeepAsync(host);

        var none = await FailureOf(ImportAsync(host, "scenarios/00000000000000000000000000000000", Units, file));
        var other = await FailureOf(host.ImportAsync(file, new ImportRowsRequest { Kind = Units, Scenario = mine }, host.As(Role.Analyst, subject: "ben")));
        var secretariat = await FailureOf(host.ImportAsync(file, new ImportRowsRequest { Kind = Units, Scenario = mine }));

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (none.StatusCode, none.Reason));
        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (other.StatusCode, other.Reason));
        Assert.Equal("scenario", Assert.Single(secretariat.Violations).Field);
    }

    [Fact]
    public async Task ImportRows_Prices_BecomeFactorsOnKindsOfCost()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        var scenario = await KeepAsync(host);
        var list = Make.Text("kind,factor\npresence,1.5\nKIND_ROTATION,0.5\nhome,1\n");

        var first = await ImportAsync(host, scenario, Prices, list);
        var again = await ImportAsync(host, scenario, "", list);
        var lines = await ImportAsync(host, scenario, Prices, Make.Text("{\"kind\": \"KIND_PRESENCE\", \"factor\": 1}\n{\"kind\": \"KIND_RESET\", \"factor\": 3}\n"));

        Assert.True(first.Outcome == Outcome.Applied, first.ToString());
        Assert.Equal((2, 0, 1), (first.CreatedCount, first.UpdatedCount, first.UnchangedCount));
        Assert.Equal([("assumedPrices/presence", 2), ("assumedPrices/rotation", 3)], first.Changes.Select(c => (c.Name, c.Row)));
        Assert.Equal((Outcome.Applied, 3), (again.Outcome, again.UnchangedCount));
        Assert.Equal((1, 1), (lines.CreatedCount, lines.UpdatedCount));
        Assert.Equal(
            [(Kind.Presence, 1), (Kind.Rotation, 0.5), (Kind.Reset, 3)],
            (await ReadAsync(host, scenario)).Question.Overrides.Select(o => (o.Cost.Kind, o.Cost.Factor)));
    }

    [Fact]
    public async Task ImportRows_WrongPrices_EveryFaultWithItsPlaceAndNothingWritten()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        var scenario = await KeepAsync(host);

        var prices = await ImportAsync(host, scenario, Prices, Make.Text("kind,factor\npresence,101\nfuel,1\nreset,\n,2\npresence,2\n"));

        Assert.Equal([(2, "B factor"), (3, "A kind"), (4, "B factor"), (5, "A kind"), (6, "")], prices.Faults.Select(f => (f.Row, f.Column)));
        Assert.Empty((await ReadAsync(host, scenario)).Question.Overrides);
    }

    [Fact]
    public async Task ImportRows_KindThatDoesNotGoThere_IsRefusedAndThoseThatDoAreNamed()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        var scenario = await KeepAsync(host);
        var list = Make.Text("kind,factor\npresence,2\n");

        foreach (var kind in new[] { "summit.budgets.v1/CostFactor", "summit.logistics.v1/LiftAsset", "nato-tables" })
        {
            var refused = Assert.Single((await FailureOf(ImportAsync(host, scenario, kind, list))).Violations);
            Assert.Equal("kind", refused.Field);
            Assert.Equal($"\"{kind}\" does not go into a scenario; the kinds are {Units}, {Nodes}, summit.logistics.v1/TransportArc, {Positions}, {Offers}, {Prices}", refused.Description);
        }

        var forAll = await FailureOf(host.ImportAsync(list, new ImportRowsRequest { Kind = Prices }));
        Assert.Equal("kind", Assert.Single(forAll.Violations).Field);
    }

    private static async Task<string> KeepAsync(AreaHost host) => (await Scenarios(host).CreateScenarioAsync(
        new CreateScenarioRequest { Scenario = new Scenario { DisplayName = "Mine", Question = new AssessDeploymentRequest() } }, host.As(Role.Analyst))).Name;

    private static async Task<Scenario> ReadAsync(AreaHost host, string name) => await Scenarios(host).GetScenarioAsync(new GetScenarioRequest { Name = name }, host.As(Role.Analyst));

    private static async Task<ForceElement> UnitAsync(AreaHost host) =>
        await new ForceElementService.ForceElementServiceClient(host.Channel).GetForceElementAsync(new GetForceElementRequest { Name = "nations/GBR/forceElements/gbr-01" });

    private static Task<ImportRowsResponse> ImportAsync(AreaHost host, string scenario, string kind, byte[] file, bool dry = false) =>
        host.ImportAsync(file, new ImportRowsRequest { Kind = kind, Scenario = scenario, ValidateOnly = dry }, host.As(Role.Analyst));

    private static async Task<SummitRpcException> FailureOf(Task<ImportRowsResponse> call) => SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => call));

    private static ScenarioService.ScenarioServiceClient Scenarios(AreaHost host) => new(host.Channel);
}
