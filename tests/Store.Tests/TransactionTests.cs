using Google.Protobuf.WellKnownTypes;

namespace Summit.Store.Tests;

public sealed class SqliteTransactionTests : TransactionTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresTransactionTests : TransactionTests
{
    protected override Provider Provider => Provider.Postgres;
}

public abstract class TransactionTests : StoreTests
{
    [Fact]
    public async Task Commit_Writes_RevisionsCountUpWithoutGaps()
    {
        for (var i = 1; i <= 5; i++)
        {
            var committed = await PutAsync(NewSummit("s", i));
            Assert.Equal(new Revision(i, Store.Epoch), committed.Revision);
            Assert.Equal($"{i}@{Store.Epoch}", committed.Result.Etag);
        }
    }

    [Fact]
    public async Task Commit_BodyThrows_NothingWritten()
    {
        await PutAsync(NewSummit("kept"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => WriteAsync<Empty>(t =>
        {
            t.Put(Summits, NewSummit("lost"));
            throw new InvalidOperationException("no");
        }));

        var snapshot = await LatestAsync();
        Assert.Equal(1, snapshot.Revision.Number);
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => snapshot.GetAsync(Summits, "summits/lost", Visibility.Published, Cancellation).AsTask());
    }

    [Fact]
    public async Task Commit_NothingWritten_TakesNoRevision()
    {
        await PutAsync(NewSummit("s", 7));
        var read = await WriteAsync(t => t.Get(Summits, "summits/s"));
        var same = await PutAsync(NewSummit("s", 7));

        Assert.False(read.Changed);
        Assert.False(same.Changed);
        Assert.Equal(1, same.Revision.Number);
        Assert.Equal(read.Result.Etag, same.Result.Etag);
    }

    [Fact]
    public async Task Commit_SeveralResources_OneRevision()
    {
        var committed = await WriteAsync(t =>
        {
            t.Create(Positions, NewPosition("FRA", "a"));
            t.Create(Positions, NewPosition("DEU", "b"));
            return t.Create(Summits, NewSummit("s"));
        });

        var snapshot = await Store.ReadAsync(ReadPoint.At(committed.Revision), Cancellation);
        foreach (var name in new[] { "nations/FRA/positions/a", "nations/DEU/positions/b" })
        {
            Assert.Equal(committed.Result.Etag, (await snapshot.GetAsync(Positions, name, Visibility.Published, Cancellation)).Etag);
        }
    }

    [Fact]
    public async Task Update_StaleEtag_NamesTheCurrentOne()
    {
        var first = await PutAsync(NewSummit("s", 1));
        var second = await WriteAsync(t => t.Update(Summits, NewSummit("s", 2), first.Result.Etag));

        var stale = await Assert.ThrowsAsync<StaleEtagException>(() => WriteAsync(t => t.Update(Summits, NewSummit("s", 3), first.Result.Etag)));
        Assert.Equal(second.Result.Etag, stale.CurrentEtag);
        Assert.Equal(2, (await (await LatestAsync()).GetAsync(Summits, "summits/s", Visibility.Published, Cancellation)).Counter);
    }

    [Fact]
    public async Task Create_Existing_NamesItsRevision()
    {
        await PutAsync(NewSummit("s", 1));
        var exists = await Assert.ThrowsAsync<ResourceExistsException>(() => WriteAsync(t => t.Create(Summits, NewSummit("s", 2))));
        Assert.Equal(1, exists.Revision.Number);
    }

    [Fact]
    public async Task Create_AfterDelete_Works()
    {
        await PutAsync(NewSummit("s", 1));
        await DeleteAsync(Summits, "summits/s");
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => DeleteAsync(Summits, "summits/s"));
        var again = await WriteAsync(t => t.Create(Summits, NewSummit("s", 2)));
        Assert.Equal(3, again.Revision.Number);
    }

    [Fact]
    public async Task Transaction_ReadsItsOwnWrites()
    {
        await PutAsync(NewSummit("a"));
        await PutAsync(NewSummit("b"));
        var seen = new List<string>();
        await WriteAsync(t =>
        {
            t.Create(Summits, NewSummit("c", 3));
            t.Delete(Summits, "summits/a");
            Assert.Equal(3, t.Get(Summits, "summits/c").Counter);
            Assert.Null(t.Find(Summits, "summits/a"));
            seen.AddRange(t.List(Summits, "").Select(s => s.Name));
            return new Empty();
        });
        Assert.Equal(["summits/b", "summits/c"], seen);
    }

    [Fact]
    public async Task Commit_ManyAtOnce_EachHasItsOwnRevisionAndFate()
    {
        var tasks = Enumerable.Range(0, 200).Select(async i =>
        {
            try
            {
                var done = await WriteAsync(t =>
                {
                    var s = t.Find(Summits, "summits/total") ?? NewSummit("total");
                    s.Counter++;
                    t.Put(Summits, s);
                    return i % 7 == 0 ? throw new InvalidOperationException("fate") : s;
                });
                return (Revision: done.Revision.Number, done.Result.Counter);
            }
            catch (InvalidOperationException)
            {
                return (0, 0);
            }
        });
        var done = (await Task.WhenAll(tasks)).Where(r => r.Revision > 0).OrderBy(r => r.Revision).ToList();

        Assert.Equal(Enumerable.Range(1, 171).Select(i => ((long)i, (long)i)), done);
    }

    [Fact]
    public async Task ValidateOnly_RunsEverything_WritesNothing()
    {
        var done = await WriteAsync(t => t.Create(Summits, NewSummit("s", 5)), By("a", validateOnly: true));
        Assert.Equal(5, done.Result.Counter);
        Assert.Equal(0, (await LatestAsync()).Revision.Number);
        await PutAsync(NewSummit("s"));
        await Assert.ThrowsAsync<ResourceExistsException>(() => WriteAsync(t => t.Create(Summits, NewSummit("s")), By("a", validateOnly: true)));
    }

    [Theory]
    [InlineData("summits/")]
    [InlineData("summits/a/b")]
    [InlineData("summits/-")]
    [InlineData("summits/a b")]
    [InlineData("summits/\0")]
    [InlineData("nations/FRA/positions/x")]
    [InlineData("")]
    public async Task Put_MalformedName_Refused(string name) =>
        await Assert.ThrowsAsync<InvalidResourceNameException>(() => WriteAsync(t => t.Put(Summits, new Summit { Name = name })));

    public static TheoryData<int> Marks => [0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x200E, 0x200F, .. Enumerable.Range(0x202A, 5), .. Enumerable.Range(0x2066, 4)];

    [Theory]
    [MemberData(nameof(Marks))]
    public async Task Put_NameWithControlOrDirectionMark_Refused(int mark)
    {
        foreach (var id in new[] { $"{(char)mark}s", $"s{(char)mark}s", $"s{(char)mark}" })
        {
            await Assert.ThrowsAsync<InvalidResourceNameException>(() => PutAsync(NewSummit(id)));
        }
        Assert.Empty(await (await LatestAsync()).ListAllAsync(Summits, "", Visibility.Everything, Cancellation));
    }

    [Fact]
    public async Task Now_NeverGoesBack_AndIsTheCommitTime()
    {
        var times = new List<DateTimeOffset>();
        for (var i = 0; i < 20; i++)
        {
            await WriteAsync(t =>
            {
                times.Add(t.Now);
                return t.Put(Summits, NewSummit("s", i + 1));
            });
        }
        Assert.Equal(times.Order().Distinct(), times);
        var history = await (await LatestAsync()).HistoryAsync(Summits, "summits/s", Visibility.Published, Cancellation);
        Assert.Equal(times, history.Select(h => h.CommitTime));
    }
}
