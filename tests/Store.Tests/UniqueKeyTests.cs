using Google.Protobuf.WellKnownTypes;

namespace Summit.Store.Tests;

public sealed class SqliteUniqueKeyTests : UniqueKeyTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresUniqueKeyTests : UniqueKeyTests
{
    protected override Provider Provider => Provider.Postgres;

    [Fact]
    public async Task Create_ManyProcesses_OneWins()
    {
        var other = await OpenAsync(Store.Options.Database);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => TryAsync(i % 2 == 0 ? Store : other, "FRA", "f" + i, "same")));
        Assert.Single(outcomes, won => won);
        Assert.Single(await (await LatestAsync()).ListAllAsync(Figures, "", Visibility.Everything, Cancellation));
    }
}

public abstract class UniqueKeyTests : StoreTests
{
    protected static readonly ResourceType<Summit> Figures = Resources.Figures;

    private static Summit Figure(string nation, string id, string note, long counter = 0) =>
        new() { Name = $"nations/{nation}/figures/{id}", Note = note, Counter = counter };

    protected static async Task<bool> TryAsync(ResourceStore store, string nation, string id, string note)
    {
        try
        {
            await store.CommitAsync(By("w"), t => t.Create(Figures, Figure(nation, id, note)), Cancellation);
            return true;
        }
        catch (ResourceExistsException)
        {
            return false;
        }
    }

    private Task<Committed<Summit>> CreateAsync(string nation, string id, string note) => WriteAsync(t => t.Create(Figures, Figure(nation, id, note)));

    private Task<Committed<Summit>> UpdateAsync(string nation, string id, string note, long counter = 0) =>
        WriteAsync(t => t.Update(Figures, Figure(nation, id, note, counter)));

    [Fact]
    public async Task Create_SameKey_RefusedNamingTheFirst_NothingWritten()
    {
        await CreateAsync("FRA", "a", "2024");
        var error = await Assert.ThrowsAsync<ResourceExistsException>(() => CreateAsync("FRA", "b", "2024"));
        Assert.Equal(("nations/FRA/figures/a", 1), (error.Name, error.Revision.Number));
        Assert.Contains("nation and note", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await LatestAsync()).Revision.Number);

        await CreateAsync("POL", "b", "2024");
        await CreateAsync("FRA", "c", "2025");
    }

    [Fact]
    public async Task Update_ToAnothersKey_Refused_OwnKeyStays()
    {
        await CreateAsync("FRA", "a", "2024");
        await CreateAsync("FRA", "b", "2025");
        await Assert.ThrowsAsync<ResourceExistsException>(() => UpdateAsync("FRA", "b", "2024"));
        await UpdateAsync("FRA", "b", "2025", counter: 7);
        await Assert.ThrowsAsync<ResourceExistsException>(() => CreateAsync("FRA", "c", "2025"));
    }

    [Fact]
    public async Task Key_OfADeletedOrChangedResource_IsFree()
    {
        await CreateAsync("FRA", "a", "2024");
        await UpdateAsync("FRA", "a", "2025");
        await CreateAsync("FRA", "b", "2024");
        await DeleteAsync(Figures, "nations/FRA/figures/a");
        await CreateAsync("FRA", "c", "2025");
        await Assert.ThrowsAsync<ResourceExistsException>(() => CreateAsync("FRA", "a", "2024"));
    }

    [Fact]
    public async Task Key_Null_IsNotUnique()
    {
        await CreateAsync("FRA", "a", "");
        await CreateAsync("FRA", "b", "");
    }

    [Fact]
    public async Task Transaction_MovesAKey_ThenItIsTheOthers()
    {
        await CreateAsync("FRA", "a", "2024");
        await WriteAsync(t =>
        {
            t.Update(Figures, Figure("FRA", "a", "2025"));
            return t.Create(Figures, Figure("FRA", "b", "2024"));
        });
        var error = await Assert.ThrowsAsync<ResourceExistsException>(() => CreateAsync("FRA", "c", "2024"));
        Assert.Equal("nations/FRA/figures/b", error.Name);
    }

    [Fact]
    public async Task Transaction_SameKeyTwice_Refused_AndABodyThatFailsHoldsNothing()
    {
        await Assert.ThrowsAsync<ResourceExistsException>(() => WriteAsync(t =>
        {
            t.Create(Figures, Figure("FRA", "a", "2024"));
            return t.Create(Figures, Figure("FRA", "b", "2024"));
        }));
        await CreateAsync("FRA", "b", "2024");
    }

    [Fact]
    public async Task Transaction_RefusalIsCaught_TheRestIsWritten_AndKeysAreAsBefore()
    {
        await CreateAsync("FRA", "a", "2024");
        await CreateAsync("FRA", "b", "2025");
        await WriteAsync(t =>
        {
            Assert.Throws<ResourceExistsException>(() => t.Update(Figures, Figure("FRA", "b", "2024")));
            return t.Put(Summits, NewSummit("s"));
        });
        await Assert.ThrowsAsync<ResourceExistsException>(() => CreateAsync("FRA", "c", "2025"));
    }

    [Fact]
    public async Task Create_ConcurrentWriters_OneWinsForEachKey()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => (Key: i % 10, Won: await TryAsync(Store, "FRA", "f" + i, $"{i % 10}"))));
        Assert.Equal(Enumerable.Range(0, 10), outcomes.Where(o => o.Won).Select(o => o.Key).Order());
    }

    [Fact]
    public async Task Open_StoreFromBeforeTheKey_FirstHoldsIt_TheOtherCanBeMended()
    {
        var database = await Provider.NewDatabaseAsync();
        var without = new ResourceType<Summit>(Figures.Pattern);
        await using (var old = await ResourceStore.OpenAsync(new StoreOptions { Database = database }, [without], cancellationToken: Cancellation))
        {
            await old.CommitAsync(By("w"), t => t.Create(without, Figure("FRA", "a", "2024")), Cancellation);
            await old.CommitAsync(By("w"), t => t.Create(without, Figure("FRA", "b", "2024")), Cancellation);
        }
        var store = await OpenAsync(database);
        Assert.False(await TryAsync(store, "FRA", "c", "2024"));
        await Assert.ThrowsAsync<ResourceExistsException>(() => store.CommitAsync(By("w"), t => t.Update(Figures, Figure("FRA", "b", "2024", 7)), Cancellation));
        await store.CommitAsync(By("w"), t => t.Update(Figures, Figure("FRA", "b", "2025")), Cancellation);
        await store.CommitAsync(By("w"), t => { t.Delete(Figures, "nations/FRA/figures/a"); return new Empty(); }, Cancellation);
        Assert.True(await TryAsync(store, "FRA", "c", "2024"));
    }

    [Fact]
    public async Task Open_KeyWithAnotherName_ComputedAnew()
    {
        var database = await Provider.NewDatabaseAsync();
        await using (var old = await OpenAsync(database))
        {
            await old.CommitAsync(By("w"), t => t.Create(Figures, Figure("FRA", "a", "2024")), Cancellation);
        }
        var renamed = new ResourceType<Summit>(Figures.Pattern, keys: Resources.FigureKey("figure/2"));
        await using var store = await ResourceStore.OpenAsync(new StoreOptions { Database = database }, [renamed], cancellationToken: Cancellation);
        await Assert.ThrowsAsync<ResourceExistsException>(() => store.CommitAsync(By("w"), t => t.Create(renamed, Figure("FRA", "b", "2024")), Cancellation));
    }

    [Fact]
    public async Task Restore_KeysHold()
    {
        await CreateAsync("FRA", "a", "2024");
        var file = Path.Combine(Provider.Servers.Folder, Guid.NewGuid().ToString("N") + ".backup");
        await StoreBackup.BackupAsync(Store.Options, file, Cancellation);
        var database = await Provider.NewDatabaseAsync();
        // The store to fill has been open before: what it knew of its keys is about an empty store.
        await (await OpenAsync(database)).DisposeAsync();
        await StoreBackup.RestoreAsync(file, new StoreOptions { Database = database }, Cancellation);
        Assert.False(await TryAsync(await OpenAsync(database), "FRA", "b", "2024"));
    }
}
