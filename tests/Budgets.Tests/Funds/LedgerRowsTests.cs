using Google.Protobuf;
using Summit.Api.V1;
using Summit.Budgets.Tests.Host;
using Summit.Budgets.V1;
using Kind = Summit.Budgets.V1.FundEvent.Types.Kind;

namespace Summit.Budgets.Tests.Funds;

/// <summary>Events are rows of their own: what an append writes does not grow with the ledger.</summary>
public sealed class LedgerRowsTests(TestBudgets budgets) : IClassFixture<TestBudgets>
{
    [Fact]
    public async Task AppendFundEvent_LongLedger_WritesThreeRowsOfTheSameSize()
    {
        var client = new FundService.FundServiceClient(budgets.Channel);
        var secretariat = budgets.As(Role.Secretariat);
        await client.CreateFundAsync(new CreateFundRequest { FundId = "long", Fund = new Fund { DisplayName = "Long", CurrencyCode = "EUR" } }, secretariat);
        await AppendAsync(client, FundLedgerTests.Event("c", Kind.Contribution, "1000"));
        var sizes = new List<int>();
        var (before, after) = ("", "");
        for (var i = 0; i < 60; i++)
        {
            var fund = await AppendAsync(client, FundLedgerTests.Event($"a{i:D2}", Kind.Allocation, "1", "bridges"));
            sizes.Add(fund.CalculateSize());
            (before, after) = (after, fund.Etag);
        }

        // Balances and the counter grow by digits, never by events.
        Assert.InRange(sizes[^1] - sizes[0], 0, 8);
        var changes = await new ChangeService.ChangeServiceClient(budgets.Channel).ListChangesAsync(new Summit.Changes.V1.ListChangesRequest { AfterRevision = before });
        var last = changes.Changes;
        Assert.Equal(["funds/long", "funds/long/events/a59"], last.Select(change => change.Name).Where(name => !name.Contains("/purposes/", StringComparison.Ordinal)).Order());
        Assert.Equal(3, last.Count);

        var page = await client.ListFundEventsAsync(new ListFundEventsRequest { Parent = "funds/long", OrderBy = "position desc", PageSize = 2 });
        Assert.Equal([("funds/long/events/a59", 61), ("funds/long/events/a58", 60)], page.FundEvents.Select(entry => (entry.Name, entry.Position)));
        var purpose = Assert.Single((await client.ListFundPurposesAsync(new ListFundPurposesRequest { Parent = "funds/long" })).FundPurposes);
        Assert.Equal(("bridges", "60", "0"), (purpose.Purpose, Make.Text(purpose.Allocated), Make.Text(purpose.Disbursed)));

        var twice = await TestBudgets.FailureOf(client.AppendFundEventAsync(
            new AppendFundEventRequest { Name = "funds/long", Event = FundLedgerTests.Event("a59", Kind.Allocation, "1") }, secretariat));
        Assert.Equal("event.id", Assert.Single(twice.Violations).Field);
    }

    private async Task<Fund> AppendAsync(FundService.FundServiceClient client, FundEvent entry) =>
        await client.AppendFundEventAsync(new AppendFundEventRequest { Name = "funds/long", Event = entry }, budgets.As(Role.Secretariat));
}
