using Summit.Budgets.V1;
using Summit.Data.V1;
using Outcome = Summit.Data.V1.ImportRowsResponse.Types.Outcome;

namespace Summit.Import.Tests;

/// <summary>The tables of publishers, in small files of the same shape.</summary>
public sealed class LayoutTests
{
    [Fact]
    public async Task ImportRows_NatoTables_OneFigureANationAndYear()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);
        var file = Make.Workbook(
            ("TABLE1", [[], ["", "Table 1 : Defence expenditure"], ["", "Million national currency units"], ["", "", "", 2022, "2023e", "2024e"], ["", "Current prices"], ["", "", "Albania   (Leks) ", 100, 110, 120], ["", "", "Denmark   (Kroner) ", 700, 770, ".."]]),
            ("TABLE2", [[], ["", "Table 2 : Defence expenditure"], ["", "Million US dollars"], ["", "", "", 2022, "2023e", "2024e"], ["", "Current prices and exchange rates"],
                ["", "", "Albania", 1, 1.1, 1.25], ["", "", "Denmark*", 100, 110, ".."], ["", "NATO Total", "", 101, 111, 1], ["", "Constant 2015 prices"], ["", "", "Albania", 9, 9, 9]]),
            ("TABLE3", [[], ["", "Table 3 : Defence expenditure as a share of GDP"], ["", "", "", 2022, "2023e", "2024e"], ["", "Share of real GDP (%)"], ["", "", "Albania", 1.5, 1.6, 2.03]]),
            ("TABLE7", [[], ["", "", "Table 7 : Military personnel"], ["", "", "Thousands"], ["", "", "", "", 2022, "2023e", "2024e"], ["", "", "", "Albania", 6.7, 6.8, 6.9]]));

        var answer = await host.ImportAsync(file, new ImportRowsRequest { FileName = "nato-2024-06-tables.xlsx", Source = Make.Source(edition: "") });

        Assert.True(answer.Outcome == Outcome.Applied, answer.ToString());
        Assert.Equal(("nato-tables", 5, 5), (answer.Layout, answer.RowCount, answer.CreatedCount));
        var figure = await Expenditure(host, "nations/ALB/expenditures/nato-2024-06-2024");
        Assert.True(figure.Estimate);
        Assert.Equal((1_250_000L, 0), (figure.DefenceSpending.Units, figure.DefenceSpending.Nanos));
        Assert.Equal((2.03, 6_900L, "ALL", 96.0), (figure.PublishedSharePercent, figure.PersonnelCount, figure.CurrencyCode, figure.LcuPerUsdUsed));
        Assert.Equal(("NATO", "2024-06", "Defence Expenditure of NATO Countries (2022-2024)"), (figure.Source.Publisher, figure.Source.Edition, figure.Source.Title));
        Assert.Equal("DKK", (await Expenditure(host, "nations/DNK/expenditures/nato-2024-06-2022")).CurrencyCode);
    }

    [Fact]
    public async Task ImportRows_SipriWorkbook_AmountsAndShares()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);
        var file = Make.Workbook(
            ("Front page", [["SIPRI"]]),
            ("Current US$", [["Military expenditure by country, in millions of US$"], ["Country", "Notes", 2022, 2023.0, 2024], ["Europe"], ["Western Europe"], ["Türkiye", "‖", 10.5, "...", 12], ["USSR", "", "xxx", "xxx", "xxx"]]),
            ("Share of GDP", [["Military expenditure by country as percentage of GDP"], ["Country", "Notes", 2022, 2023, 2024], ["Türkiye", "‖", 0.021, "...", 1.173]]));

        var answer = await host.ImportAsync(file, new ImportRowsRequest { Source = Make.Source("2025-04") });

        Assert.True(answer.Outcome == Outcome.Applied, answer.ToString());
        Assert.Equal(("sipri-workbook", 2), (answer.Layout, answer.RowCount));
        Assert.Contains(answer.LeftOut, sentence => sentence.Contains("117.3 percent", StringComparison.Ordinal));
        Assert.Equal(2.1, (await Expenditure(host, "nations/TUR/expenditures/sipri-2025-04-2022")).PublishedSharePercent);
    }

    [Fact]
    public async Task ImportRows_KielMonths_LadderOfStatesThatALaterReleaseGoesOnWith()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);
        const string First = "country,iso,year,month,total,commitments\nFrance,FRA,2024,11,0.5,1\nFrance,FRA,2024,12,0.25,0.5\nEU (Commission and Council),EU,2024,12,1,1\n";

        var answer = await host.ImportAsync(Make.Text(First), Make.Kind("", Make.Source("29")));
        var later = await host.ImportAsync(Make.Text(First + "France,FRA,2025,1,0.25,0\n"), Make.Kind("kiel-months", Make.Source("30")));
        var again = await host.ImportAsync(Make.Text(First), Make.Kind("kiel-months", Make.Source("29")));

        Assert.True(answer.Outcome == Outcome.Applied && later.Outcome == Outcome.Applied, $"{answer} {later}");
        Assert.Equal(("kiel-months", 2, 0), (answer.Layout, answer.CreatedCount, answer.UpdatedCount));
        Assert.Equal((0, 1, 1), (later.CreatedCount, later.UpdatedCount, later.UnchangedCount));
        Assert.Equal((0, 0, 2), (again.CreatedCount, again.UpdatedCount, again.UnchangedCount));
        var pledge = await new PledgeService.PledgeServiceClient(host.Channel).GetPledgeAsync(new GetPledgeRequest { Name = "nations/FRA/pledges/kiel-release-29" });
        Assert.Equal((1_500_000_000L, 1_000_000_000L, 6), (pledge.Committed.Units, pledge.Allocated.Units, pledge.EventCount));
    }

    [Fact]
    public async Task ImportRows_KielTotals_RefusedWithWhatToSend()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);

        var answer = await host.ImportAsync(Make.Text("year,month,total_allocations\n2022,1,0.2\n"), Make.Kind("kiel-months", Make.Source("29")));

        Assert.Contains("by donor and month", Assert.Single(answer.Faults).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportRows_Owid_SharesWithoutSums()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);
        const string File = "Entity,Code,Year,Military expenditure (% of GDP)\nKosovo,OWID_KOS,2023,1.2\nWorld,OWID_WRL,2023,2.3\nEurope,,2023,2\nGreece,GRC,2023,3.1\n";

        var answer = await host.ImportAsync(Make.Text(File), new ImportRowsRequest { Source = Make.Source("2025-04") });

        Assert.True(answer.Outcome == Outcome.Applied, answer.ToString());
        Assert.Equal(("owid", 2), (answer.Layout, answer.RowCount));
        Assert.Equal(1.2, (await Expenditure(host, "nations/XKX/expenditures/sipri-2025-04-2023")).PublishedSharePercent);
    }

    [Fact]
    public async Task ImportRows_SharesByYearWithDecimalCommas_Read()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);

        var answer = await host.ImportAsync(Make.Text("country;2021;2022;2023e\nUK;2,26;n.a.;2,27\nEL;3,70;3,86;3,01\n"), Make.Kind("", Make.Source(title: "T", publisher: "P")));

        Assert.True(answer.Outcome == Outcome.Applied, answer.ToString());
        Assert.Equal(("shares-by-year", 5), (answer.Layout, answer.RowCount));
        Assert.Equal(3.01, (await Expenditure(host, "nations/GRC/expenditures/nato-2024-06-2023")).PublishedSharePercent);
    }

    [Fact]
    public async Task ImportRows_NoEditionNoDay_BothAsked()
    {
        await using var host = await AreaHost.StartAsync("budgets", seeded: false);

        var answer = await host.ImportAsync(Make.Text("country,2021,2022,2023\nUK,2.26,2.1,2.27\n"));

        Assert.Equal(Outcome.Refused, answer.Outcome);
        Assert.Equal(4, answer.Faults.Count(f => f.Description.Contains("source.", StringComparison.Ordinal)));
    }

    private static async Task<Expenditure> Expenditure(AreaHost host, string name) =>
        await new ExpenditureService.ExpenditureServiceClient(host.Channel).GetExpenditureAsync(new GetExpenditureRequest { Name = name });
}
