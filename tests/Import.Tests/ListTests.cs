using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using Outcome = Summit.Data.V1.ImportRowsResponse.Types.Outcome;

namespace Summit.Import.Tests;

/// <summary>Lists as analysts keep them: other headers, names of countries, units in words.</summary>
public sealed class ListTests
{
    private const string Source = ",title,publisher,publish_date,confidence\n";
    private const string Cited = ",A list,A publisher,2024-12-31,recalled\n";

    [Fact]
    public async Task ImportRows_ForceList_UnitsOfTheirNations()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        const string File = "unit_id,country,unit_name,type,personnel,vehicles_approx,lat,lon,notice_to_move_days" + Source
            + "GBR-01,UK,12th Brigade,armoured_bde,\"4,000\",1200,51.19,-1.72,.." + Cited + ",Türkiye,1st Brigade,light,3500,n.a.,39.9,32.8,30" + Cited;

        var answer = await host.ImportAsync(Make.Text(File));

        Assert.True(answer.Outcome == Outcome.Applied, answer.ToString());
        Assert.Equal("summit.logistics.v1/ForceElement", answer.Layout);
        var unit = await new ForceElementService.ForceElementServiceClient(host.Channel).GetForceElementAsync(new GetForceElementRequest { Name = "nations/GBR/forceElements/gbr-01" });
        Assert.Equal(("12th Brigade", UnitType.Armoured, 4_000L, 51.19, false), (unit.DisplayName, unit.UnitType, unit.Persons, unit.HomeLocation.Latitude, unit.HasNoticeDays));
        Assert.Equal((PublishState.Published, Confidence.Recalled), (unit.PublishState, unit.Source.Confidence));
        Assert.Contains(answer.Changes, change => change.Name == "nations/TUR/forceElements/1st-brigade");
    }

    [Fact]
    public async Task ImportRows_NodesAndLinksInOneWorkbook_NodesFirst()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        object[] cited = ["A list", "A publisher", "2024-12-31"];
        var nodes = Make.Workbook(("Nodes", [["node_id", "name", "type", "iso2", "lat", "lon", "gauge_mm", "title", "publisher", "publish_date"],
            ["PL1", "Yard", "rail_hub", "PL", 52, 21, "dual", .. cited], ["UA1", "Port", "port", "UA", 46, 30, "", .. cited]]));
        var links = Make.Workbook(("Links", [["link_id", "from", "to", "mode", "tonnes_per_day_low", "tonnes_per_day_mid", "tonnes_per_day_high", "title", "publisher", "publish_date"],
            ["L1", "PL1", "UA1", "road", 100, 200, 300, .. cited]]));

        var first = await host.ImportAsync(nodes, Make.Kind("summit.logistics.v1/TransportNode"));
        var second = await host.ImportAsync(links, Make.Kind("summit.logistics.v1/TransportArc"));

        Assert.True(first.Outcome == Outcome.Applied && second.Outcome == Outcome.Applied, $"{first} {second}");
        var arc = await new TransportArcService.TransportArcServiceClient(host.Channel).GetTransportArcAsync(new GetTransportArcRequest { Name = "transportArcs/l1" });
        Assert.Equal(("transportNodes/pl1", "transportNodes/ua1", 200L), (arc.FromNode, arc.ToNode, arc.CapacityTonnesPerDay.Mid));
    }

    [Fact]
    public async Task ImportRows_PositionsAndPolls_OfNamedIssues()
    {
        await using var host = await AreaHost.StartAsync("nations");
        var positions = await host.ImportAsync(Make.Text("iso3,date,actor,topic,stance,summary" + Source + "FR,5.01.2025,government,troop_deployment,conditional,=said so" + Cited));
        var polls = await host.ImportAsync(Make.Text("id,country,fielded_date,group,question,support_pct,oppose_pct,topic,title,publisher,publish_date\np1,Greece,2025-01-16,adults,Troops?,\"58,5\",21,troop_deployment,T,P,2025-01-20\n"));

        Assert.True(positions.Outcome == Outcome.Applied && polls.Outcome == Outcome.Applied, $"{positions} {polls}");
        var position = await new PositionService.PositionServiceClient(host.Channel).GetPositionAsync(new GetPositionRequest { Name = "nations/FRA/positions/2025-01-05-troop-deployment" });
        Assert.Equal(("issues/troop-deployment", Stance.SupportWithConditions, "=said so"), (position.Issue, position.Stance, position.Summary));
        var poll = await new PollService.PollServiceClient(host.Channel).GetPollAsync(new GetPollRequest { Name = "polls/p1" });
        Assert.Equal([("support", 58.5), ("oppose", 21), ("not reported", 20.5)], poll.Answers.Select(a => (a.Answer, a.Percent)));
    }

    [Fact]
    public async Task ImportRows_HeaderOfTwoRowsWithMergedCells_Joined()
    {
        await using var host = await AreaHost.StartAsync("logistics", seeded: false);
        var plain = Make.Workbook(("Nodes", [["", "", "", "", "Source", "", ""], ["id", "display_name", "kind", "nation", "title", "publisher", "publish_date"], ["a", "A", "ORIGIN", "POL", "T", "P", "2024-12-31"]]));

        var answer = await host.ImportAsync(plain, Make.Kind("summit.logistics.v1/TransportNode"));

        Assert.True(answer.Outcome == Outcome.Applied, answer.ToString());
    }

    [Fact]
    public async Task ImportRows_ColumnThatIsNotThere_LeavesItsField()
    {
        await using var host = await AreaHost.StartAsync("logistics");

        var answer = await host.ImportAsync(Make.Text("name,debarkation\ntransportNodes/beanr,true\n"), Make.Kind("summit.logistics.v1/TransportNode"));

        Assert.True(answer.Outcome == Outcome.Applied, answer.ToString());
        Assert.Equal("debarkation", Assert.Single(Assert.Single(answer.Changes).Fields).Field);
        Assert.Equal("Antwerp", (await new TransportNodeService.TransportNodeServiceClient(host.Channel).GetTransportNodeAsync(new GetTransportNodeRequest { Name = "transportNodes/beanr" })).DisplayName);
    }
}
