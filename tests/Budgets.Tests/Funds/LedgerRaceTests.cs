using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.Funds;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Store;
using Summit.Store.Tests;
using Kind = Summit.Budgets.V1.FundEvent.Types.Kind;
using ReadPoint = Summit.Store.ReadPoint;

namespace Summit.Budgets.Tests.Funds;

/// <summary>Many writers ask for more than the pot holds, all at once, on both kinds of store.</summary>
public abstract class LedgerRaceTests
{
    private const int Writers = 40;

    protected abstract Provider Provider { get; }

    /// <summary>How many stores write; only PostgreSQL has several owners.</summary>
    protected virtual int Stores => 1;

    [Fact]
    public async Task AppendFundEvent_RacingAllocations_NeverExceedThePot()
    {
        var database = await Provider.NewDatabaseAsync();
        var stores = new List<ResourceStore>();
        for (var i = 0; i < Stores; i++)
        {
            stores.Add(await ResourceStore.OpenAsync(new StoreOptions { Database = database }, Types.All));
        }

        await CommitAsync(stores[0], transaction => transaction.Create(Types.Funds, FundLedgerTests.New()));
        var contribution = new AppendFundEventRequest { Name = "funds/common-costs", Event = FundLedgerTests.Event("c", Kind.Contribution, "100") };
        await CommitAsync(stores[0], transaction => AppendFundEvent.Run(contribution, transaction));
        using var start = new Barrier(Writers);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return AllocateAsync(stores[i % stores.Count], i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        // 7 EUR each out of 100: fourteen fit, whoever they are.
        Assert.Equal(14, outcomes.Count(allocated => allocated));
        foreach (var store in stores)
        {
            var snapshot = await store.ReadAsync(ReadPoint.Latest, default);
            var fund = await snapshot.GetAsync(Types.Funds, "funds/common-costs", Visibility.Published, default);
            var events = await snapshot.ListAllAsync(Types.FundEvents, "funds/common-costs", Visibility.Published, default);
            Assert.Equal(("98", "2"), (Make.Text(fund.Allocated), Make.Text(fund.Available)));
            Assert.Equal(Rational.Parse("98"), Rational.Sum(events.Where(entry => entry.Kind == Kind.Allocation).Select(entry => Amount.Of(entry.Amount))));
            await store.DisposeAsync();
        }
    }

    private static async Task<bool> AllocateAsync(ResourceStore store, int writer)
    {
        var request = new AppendFundEventRequest { Name = "funds/common-costs", Event = FundLedgerTests.Event($"a{writer}", Kind.Allocation, "7") };
        try
        {
            await CommitAsync(store, transaction => AppendFundEvent.Run(request, transaction));
            return true;
        }
        catch (PreconditionException refused) when (refused.Reason == ErrorReason.FundsInsufficient)
        {
            return false;
        }
    }

    private static Task<Committed<Fund>> CommitAsync(ResourceStore store, Func<Transaction, Fund> body) =>
        store.CommitAsync(new CommitInfo { Actor = "test", Method = "/test" }, body, CancellationToken.None);
}

public sealed class SqliteLedgerRaceTests : LedgerRaceTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresLedgerRaceTests : LedgerRaceTests
{
    protected override Provider Provider => Provider.Postgres;

    protected override int Stores => 3;
}
