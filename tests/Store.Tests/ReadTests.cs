namespace Summit.Store.Tests;

public sealed class SqliteReadTests : ReadTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresReadTests : ReadTests
{
    protected override Provider Provider => Provider.Postgres;
}

public abstract class ReadTests : StoreTests
{
    [Fact]
    public async Task Read_PastRevision_SeesThatState()
    {
        for (var i = 1; i <= 3; i++)
        {
            await PutAsync(NewSummit("s", i));
        }
        await DeleteAsync(Summits, "summits/s");

        for (var i = 1; i <= 3; i++)
        {
            var snapshot = await Store.ReadAsync(ReadPoint.At(new Revision(i, Store.Epoch)), Cancellation);
            Assert.Equal(i, (await snapshot.GetAsync(Summits, "summits/s", Visibility.Published, Cancellation)).Counter);
            Assert.Single((await snapshot.ListAsync(Summits, new ListQuery { Visibility = Visibility.Published }, Cancellation)).Items);
        }
        Assert.Null(await (await LatestAsync()).FindAsync(Summits, "summits/s", Visibility.Published, Cancellation));
        Assert.Empty((await (await LatestAsync()).ListAsync(Summits, new ListQuery { Visibility = Visibility.Published }, Cancellation)).Items);
    }

    [Fact]
    public async Task Read_Instant_MapsToOneRevisionForEver()
    {
        var first = await WriteAsync(t => t.Put(Summits, NewSummit("s", t.Now.UtcTicks)));
        var second = await WriteAsync(t => t.Put(Summits, NewSummit("s", t.Now.UtcTicks)));
        var t1 = new DateTimeOffset(first.Result.Counter, TimeSpan.Zero);
        var t2 = new DateTimeOffset(second.Result.Counter, TimeSpan.Zero);

        Assert.Equal(1, (await Store.ReadAsync(ReadPoint.At(t1), Cancellation)).Revision.Number);
        Assert.Equal(1, (await Store.ReadAsync(ReadPoint.At(t2.AddMicroseconds(-1)), Cancellation)).Revision.Number);
        var later = t2.AddMicroseconds(5);
        Assert.Equal(2, (await Store.ReadAsync(ReadPoint.At(later), Cancellation)).Revision.Number);
        var third = await WriteAsync(t => t.Put(Summits, NewSummit("s", t.Now.UtcTicks)));
        Assert.True(third.Result.Counter > later.UtcTicks);
        Assert.Equal(2, (await Store.ReadAsync(ReadPoint.At(later), Cancellation)).Revision.Number);
    }

    [Fact]
    public async Task Read_OutOfRange_NamesTheRange()
    {
        await PutAsync(NewSummit("s"));
        var future = await Assert.ThrowsAsync<PastOutOfRangeException>(() => Store.ReadAsync(ReadPoint.At(new Revision(2, Store.Epoch)), Cancellation).AsTask());
        Assert.Contains($"1@{Store.Epoch}", future.Available, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PastOutOfRangeException>(() => Store.ReadAsync(ReadPoint.At(DateTimeOffset.UtcNow.AddHours(1)), Cancellation).AsTask());
        await Assert.ThrowsAsync<WrongEpochException>(() => Store.ReadAsync(ReadPoint.At(new Revision(1, "zzz")), Cancellation).AsTask());
    }

    [Fact]
    public async Task Read_BeforeTheFirstCommit_OutOfRangeFromThatCommit()
    {
        var first = new DateTimeOffset((await WriteAsync(t => t.Put(Summits, NewSummit("s", t.Now.UtcTicks)))).Result.Counter, TimeSpan.Zero);

        foreach (var early in new[] { first.AddMicroseconds(-1), DateTimeOffset.UnixEpoch, DateTimeOffset.MinValue })
        {
            var error = await Assert.ThrowsAsync<PastOutOfRangeException>(() => Store.ReadAsync(ReadPoint.At(early), Cancellation).AsTask());
            Assert.StartsWith($"instants from {first:O}", error.Available, StringComparison.Ordinal);
        }
        Assert.Equal(1, (await Store.ReadAsync(ReadPoint.At(first), Cancellation)).Revision.Number);
    }

    [Fact]
    public async Task Read_EmptyStore_HasNoPastAndANowWithoutAnything()
    {
        var before = DateTimeOffset.UtcNow;
        foreach (var instant in new[] { DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch, before, before.AddHours(1) })
        {
            var error = await Assert.ThrowsAsync<PastOutOfRangeException>(() => Store.ReadAsync(ReadPoint.At(instant), Cancellation).AsTask());
            Assert.Contains("nothing has been committed", error.Available, StringComparison.Ordinal);
        }
        var now = await LatestAsync();
        Assert.Equal(0, now.Revision.Number);
        Assert.Empty((await now.ListAsync(Summits, new ListQuery { Visibility = Visibility.Published }, Cancellation)).Items);

        // The answer for that instant does not change with the first commit: it stays outside the range.
        await PutAsync(NewSummit("s"));
        await Assert.ThrowsAsync<PastOutOfRangeException>(() => Store.ReadAsync(ReadPoint.At(before), Cancellation).AsTask());
    }

    [Fact]
    public async Task List_Pages_AreStableWhileWritersWork()
    {
        for (var i = 0; i < 25; i++)
        {
            await PutAsync(NewPosition(i % 2 == 0 ? "FRA" : "DEU", $"p{i:D2}"));
        }
        var (names, token) = (new List<string>(), "");
        do
        {
            var page = await (await LatestAsync()).ListAsync(
                Positions, new ListQuery { Visibility = Visibility.Published, Parent = "nations/-", PageSize = 4, PageToken = token, CountTotal = true }, Cancellation);
            names.AddRange(page.Items.Select(p => p.Name));
            token = page.NextPageToken;
            Assert.Equal(25, page.Revision.Number);
            Assert.Equal(25, page.TotalSize);
            await PutAsync(NewPosition("AUT", "late" + names.Count));
            await DeleteAsync(Positions, names[^1]);
        }
        while (token.Length > 0);

        Assert.Equal(25, names.Count);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(12, (await (await Store.ReadAsync(ReadPoint.At(new Revision(25, Store.Epoch)), Cancellation)).ListAsync(
            Positions, new ListQuery { Visibility = Visibility.Published, Parent = "nations/DEU" }, Cancellation)).Items.Count);
    }

    [Fact]
    public async Task List_TokenOfAnotherList_Refused()
    {
        for (var i = 0; i < 3; i++)
        {
            await PutAsync(NewSummit("s" + i));
        }
        var query = new ListQuery { Visibility = Visibility.Published, PageSize = 1 };
        var token = (await (await LatestAsync()).ListAsync(Summits, query, Cancellation)).NextPageToken;
        var snapshot = await LatestAsync();
        foreach (var other in new[]
        {
            query with { PageToken = token, Filter = "counter = 0" },
            query with { PageToken = token, OrderBy = "counter" },
            query with { PageToken = token, Visibility = Visibility.Of("FRA") },
            query with { PageToken = "nonsense" },
            query with { PageToken = "!" },
            query with { PageSize = -1 },
        })
        {
            await Assert.ThrowsAsync<InvalidQueryException>(() => snapshot.ListAsync(Summits, other, Cancellation).AsTask());
        }
    }

    [Fact]
    public async Task List_ChangedToken_Refused()
    {
        for (var i = 0; i < 3; i++)
        {
            await PutAsync(NewSummit("s" + i));
        }
        var query = new ListQuery { Visibility = Visibility.Published, PageSize = 1 };
        var snapshot = await LatestAsync();
        var token = (await snapshot.ListAsync(Summits, query, Cancellation)).NextPageToken;

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            var error = await Assert.ThrowsAsync<InvalidQueryException>(() => snapshot.ListAsync(Summits, query with { PageToken = changed }, Cancellation).AsTask());
            Assert.Equal("page_token", error.Field);
        }
    }

    [Fact]
    public async Task List_Drafts_OnlyForTheirOwner()
    {
        await PutAsync(NewPosition("FRA", "a", state: PublishState.Draft));
        await PutAsync(NewPosition("FRA", "b"));
        await PutAsync(NewPosition("DEU", "c", state: PublishState.Draft));
        var snapshot = await LatestAsync();

        async Task<string> Seen(Visibility v)
        {
            var page = await snapshot.ListAsync(Positions, new ListQuery { Visibility = v, CountTotal = true }, Cancellation);
            Assert.Equal(page.Items.Count, page.TotalSize);
            return string.Concat(page.Items.Select(p => p.Name[^1]));
        }
        Assert.Equal("b", await Seen(Visibility.Published));
        Assert.Equal("ab", await Seen(Visibility.Of("FRA")));
        Assert.Equal("cb", await Seen(Visibility.Of("DEU")));
        Assert.Equal("cab", await Seen(Visibility.Everything));
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => snapshot.GetAsync(Positions, "nations/FRA/positions/a", Visibility.Of("DEU"), Cancellation).AsTask());
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            () => snapshot.HistoryAsync(Positions, "nations/FRA/positions/a", Visibility.Published, Cancellation).AsTask());
    }

    [Fact]
    public async Task History_TellsWhoWhenAndWhat()
    {
        await WriteAsync(t => t.Put(Positions, NewPosition("FRA", "a", "one", PublishState.Draft)), By("delegate:FRA", "r1"));
        await WriteAsync(t => t.Put(Positions, NewPosition("FRA", "a", "two")), By("delegate:FRA", "r2") with { TraceId = "4bf9" });
        await WriteAsync(t => t.Put(Positions, NewPosition("FRA", "a", "three")), By("operator"));

        var all = await (await LatestAsync()).HistoryAsync(Positions, "nations/FRA/positions/a", Visibility.Of("FRA"), Cancellation);
        Assert.Equal([null, "one", "two"], all.Select(h => h.Old?.Title));
        Assert.Equal(["one", "two", "three"], all.Select(h => h.New?.Title));
        Assert.Equal(["delegate:FRA", "delegate:FRA", "operator"], all.Select(h => h.Actor));
        Assert.Equal(("4bf9", "r2", "/test/Write"), (all[1].TraceId, all[1].RequestId, all[1].Method));

        var published = await (await LatestAsync()).HistoryAsync(Positions, "nations/FRA/positions/a", Visibility.Published, Cancellation);
        Assert.Equal([null, "two"], published.Select(h => h.Old?.Title));
    }

    [Fact]
    public async Task TypesRead_NamesEveryTypeThatWasRead_AlsoWhereNothingWasFound()
    {
        var snapshot = await LatestAsync();
        Assert.Empty(snapshot.TypesRead);
        Assert.Null(await snapshot.FindAsync(Summits, "summits/none", Visibility.Everything, Cancellation));
        Assert.Equal([Summits], snapshot.TypesRead);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => snapshot.ListAllAsync(Positions, "", Visibility.Everything, Cancellation).AsTask()));
        await snapshot.ListAsync(Resources.Figures, new ListQuery { Visibility = Visibility.Everything }, Cancellation);
        Assert.Equal(["nations/*/figures", "nations/*/positions", "summits"], snapshot.TypesRead.Select(t => t.Collection).Order());
    }
}
