using Google.Protobuf.WellKnownTypes;
using Google.Type;

namespace Summit.Store.Tests;

public sealed class SqliteQueryTests : QueryTests
{
    protected override Provider Provider => Provider.Sqlite;
}

public sealed class PostgresQueryTests : QueryTests
{
    protected override Provider Provider => Provider.Postgres;
}

public abstract class QueryTests : StoreTests
{
    private async Task SeedAsync() => await WriteAsync(t =>
    {
        var a = NewPosition("FRA", "a", "Troops on the ground");
        a.Offer = new Offer { PersonnelCount = 6000, NoticeDays = 30, Share = 0.5 };
        a.AsOfDate = new Date { Year = 2025, Month = 2, Day = 17 };
        a.Tags.Add(["land", "lead"]);
        a.Labels["city"] = "Paris";
        a.Binding = true;
        a.Weight = 3;
        a.UpdateTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2025, 2, 17, 18, 0, 0, TimeSpan.Zero));
        t.Put(Positions, a);
        var b = NewPosition("GBR", "b", "Air \"policing\"");
        b.Offer = new Offer { PersonnelCount = 2000 };
        b.AsOfDate = new Date { Year = 2025, Month = 3 };
        b.Alternatives.Add(new Offer { PersonnelCount = 9000 });
        b.Weight = 3;
        t.Put(Positions, b);
        t.Put(Positions, NewPosition("ITA", "c", "No troops"));
        var d = NewPosition("POL", "d", "Logistics", PublishState.Draft);
        d.Weight = -1;
        return t.Put(Positions, d);
    });

    private async Task<string> IdsAsync(string filter, string orderBy = "", int pageSize = 0)
    {
        var (ids, token) = ("", "");
        do
        {
            var page = await (await LatestAsync()).ListAsync(
                Positions,
                new ListQuery { Visibility = Visibility.Of("POL"), Filter = filter, OrderBy = orderBy, PageSize = pageSize, PageToken = token },
                Cancellation);
            ids += string.Concat(page.Items.Select(p => p.Name[^1]));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return ids;
    }

    [Fact]
    public async Task List_Filter_SelectsWhatMatches()
    {
        await SeedAsync();
        foreach (var (filter, expected) in new[]
        {
            ("", "abcd"),
            ("offer.personnel_count >= 2000", "ab"),
            ("offer.personnel_count > 2000", "a"),
            ("offer.personnel_count != 2000", "acd"),
            ("offer.notice_days < 40", "a"),
            ("offer:*", "ab"),
            ("NOT offer:*", "cd"),
            ("-offer:*", "cd"),
            ("offer.share = 0.5", "a"),
            ("publish_state = DRAFT", "d"),
            ("publish_state = PUBLISH_STATE_PUBLISHED AND binding = true", "a"),
            ("title = \"Air \\\"policing\\\"\"", "b"),
            ("title = '*roops*'", "ac"),
            ("title != 'No*'", "abd"),
            ("title:TROOPS", "ac"),
            ("tags:land", "a"),
            ("tags:lan", ""),
            ("labels:city", "a"),
            ("alternatives.personnel_count = 9000", "b"),
            ("as_of_date = 2025-02-17", "a"),
            ("as_of_date > 2025-02-28", "b"),
            ("update_time < \"2025-02-17T18:30:00+01:00\"", ""),
            ("update_time <= \"2025-02-17T19:00:00+01:00\"", "a"),
            ("weight = -1", "d"),
            ("weight = 3 AND title:air OR title:troops", "ab"),
            ("(weight = 3 AND title:air) OR title:no", "bc"),
            ("weight=3 binding=true", "a"),
            ("name = nations/ITA/positions/c", "c"),
        })
        {
            Assert.Equal((filter, expected), (filter, await IdsAsync(filter)));
            Assert.Equal((filter, expected), (filter, await IdsAsync(filter, pageSize: 1)));
        }
    }

    [Theory]
    [InlineData("nothing = 1", "character 1", "no field 'nothing'")]
    [InlineData("offer.x = 1", "character 1", "no field 'x'")]
    [InlineData("weight = abc", "character 10", "a whole number")]
    [InlineData("weight =", "character 9", "a value")]
    [InlineData("weight 3", "character 8", "one of = !=")]
    [InlineData("publish_state = NONE", "character 17", "PUBLISH_STATE_DRAFT")]
    [InlineData("(weight = 3", "character 12", "')'")]
    [InlineData("weight = 3)", "character 11", "the end")]
    [InlineData("title = \"open", "character 9", "a closing quote")]
    [InlineData("as_of_date = 17/02/2025", "character 14", "a date")]
    [InlineData("offer = 3", "character 9", "offer:*")]
    [InlineData("weight = 3 AND", "character 15", "a field")]
    [InlineData("offer.share = NaN", "character 15", "a number")]
    [InlineData("offer.share < 1e400", "character 15", "a number between -1.8e308 and 1.8e308")]
    [InlineData("offer.share > -1e400", "character 15", "a number between -1.8e308 and 1.8e308")]
    [InlineData("offer.share = Infinity", "character 15", "a number between -1.8e308 and 1.8e308")]
    [InlineData("weight < 1e308", "character 10", "a whole number")]
    public async Task List_BadFilter_SaysWhereAndWhat(string filter, string where, string what)
    {
        var bad = await Assert.ThrowsAsync<InvalidQueryException>(() => IdsAsync(filter));
        Assert.Equal("filter", bad.Field);
        Assert.Contains(where, bad.Reason, StringComparison.Ordinal);
        Assert.Contains(what, bad.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_LargestNumberInFilter_IsCompared()
    {
        await SeedAsync();
        Assert.Equal("ab", await IdsAsync("offer.share < 1e308"));
        Assert.Equal("", await IdsAsync("offer.share >= 1e308"));
    }

    [Fact]
    public async Task List_HostileFilter_RefusedNotRun()
    {
        foreach (var filter in new[] { new string('(', 4000), new string('a', 5000), string.Concat(Enumerable.Repeat("NOT ", 900)) })
        {
            await Assert.ThrowsAsync<InvalidQueryException>(() => IdsAsync(filter));
        }
    }

    [Fact]
    public async Task List_OrderBy_SortsAndPages()
    {
        await SeedAsync();
        foreach (var (order, expected) in new[]
        {
            ("weight desc, title", "bacd"),
            ("weight", "dcab"),
            ("offer.personnel_count desc", "abcd"),
            ("as_of_date desc, name desc", "badc"),
            ("name desc", "dcba"),
            ("name", "abcd"),
        })
        {
            Assert.Equal((order, expected), (order, await IdsAsync("", order)));
            Assert.Equal((order, expected), (order, await IdsAsync("", order, pageSize: 1)));
        }
        foreach (var bad in new[] { "weight up", "nothing", "tags", "offer", "weight,,title" })
        {
            Assert.Equal("order_by", (await Assert.ThrowsAsync<InvalidQueryException>(() => IdsAsync("", bad))).Field);
        }
    }
}

public sealed class FieldMaskTests
{
    private static readonly Position Stored = new()
    {
        Name = "nations/FRA/positions/a",
        Title = "old",
        Weight = 1,
        Offer = new Offer { PersonnelCount = 5, NoticeDays = 9 },
        Tags = { "x" },
    };

    [Fact]
    public void Update_Mask_TakesNamedFieldsOnly()
    {
        var update = new Position { Name = "nations/DEU/positions/z", Title = "new", Weight = 2, Offer = new Offer { PersonnelCount = 7 } };
        var result = FieldMasks.Update(Stored, update, new FieldMask { Paths = { "title", "offer.personnel_count", "tags" } });
        Assert.Equal(("nations/FRA/positions/a", "new", 1L, 7, 9, 0), (result.Name, result.Title, result.Weight, result.Offer.PersonnelCount, result.Offer.NoticeDays, result.Tags.Count));
    }

    [Fact]
    public void Update_NoMask_TakesSetFields()
    {
        var result = FieldMasks.Update(Stored, new Position { Title = "new" }, null);
        Assert.Equal(("new", 1L, 5), (result.Title, result.Weight, result.Offer.PersonnelCount));
    }

    [Fact]
    public void Update_Star_ReplacesAllButTheName()
    {
        var result = FieldMasks.Update(Stored, new Position { Title = "new" }, new FieldMask { Paths = { "*" } });
        Assert.Equal((Stored.Name, "new", 0L, 0), (result.Name, result.Title, result.Weight, result.Tags.Count));
        Assert.Null(result.Offer);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("offer.nothing")]
    [InlineData("alternatives.share")]
    [InlineData("title.x")]
    [InlineData("")]
    public void Mask_UnknownField_Refused(string path)
    {
        var mask = new FieldMask { Paths = { path } };
        Assert.Throws<InvalidQueryException>(() => FieldMasks.Update(Stored, Stored, mask));
        Assert.Throws<InvalidQueryException>(() => FieldMasks.Read(Stored, mask));
    }

    [Fact]
    public void Update_ImmutableField_Refused() =>
        Assert.Throws<InvalidQueryException>(() => FieldMasks.Update(Stored, Stored, new FieldMask { Paths = { "weight" } }, ["weight"]));

    [Fact]
    public void Read_Mask_KeepsNamedFieldsOnly()
    {
        var result = FieldMasks.Read(Stored, new FieldMask { Paths = { "name", "offer.notice_days" } });
        Assert.Equal(("nations/FRA/positions/a", "", 9, 0), (result.Name, result.Title, result.Offer.NoticeDays, result.Offer.PersonnelCount));
    }
}
