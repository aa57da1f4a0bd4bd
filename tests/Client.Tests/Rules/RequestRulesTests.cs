using Google.Protobuf.WellKnownTypes;
using Google.Type;
using Summit.Api.V1;
using Summit.Nations.V1;
using Summit.Policy.Rules;

namespace Summit.Client.Tests.Rules;

public sealed class RequestRulesTests
{
    [Fact]
    public void Check_GoodRequest_NothingFound() => Assert.Empty(RequestRules.Check(GoodCreate()));

    [Fact]
    public void Check_ManyFaults_AllFoundWithPaths()
    {
        var request = new CreatePositionRequest
        {
            Parent = "nations/france",
            PositionId = "Nicht Gut",
            Position = new Position
            {
                Actor = "government",
                Stance = (Stance)77,
                ScaleValue = 101,
                Salience = double.NaN,
                PositionDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 30 },
            },
        };

        var found = RequestRules.Check(request).ToDictionary(v => v.Field, v => v.Description);

        Assert.Equal(
            ["parent", "position.issue", "position.position_date", "position.salience", "position.scale_value", "position.source", "position.stance", "position_id"],
            found.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("nations/france", found["parent"], StringComparison.Ordinal);
        Assert.Contains("77", found["position.stance"], StringComparison.Ordinal);
        Assert.Contains("0 to 100", found["position.scale_value"], StringComparison.Ordinal);
        Assert.Contains("2025-02-30", found["position.position_date"], StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RepeatedMessages_PathsCarryTheIndex()
    {
        var nation = new Nation
        {
            DisplayName = "France",
            Memberships = { new Membership { Organisation = "NATO" }, new Membership { Organisation = "WARSAW PACT" }, new Membership() },
        };

        var found = RequestRules.Check(nation).Select(v => v.Field);

        Assert.Equal(["memberships[1].organisation", "memberships[2].organisation"], found);
    }

    [Theory]
    [InlineData("nations/FRA\n")]
    [InlineData("xnations/FRA")]
    [InlineData("nations/FRA/x")]
    public void Check_PatternOnlyPartlyMatched_Refused(string parent)
    {
        var request = GoodCreate();
        request.Parent = parent;

        Assert.Equal("parent", Assert.Single(RequestRules.Check(request)).Field);
    }

    [Fact]
    public void Check_UpdateWithMask_DemandsOnlyWhatTheMaskNames()
    {
        var request = new UpdatePositionRequest
        {
            Position = new Position { Name = "nations/FRA/positions/p", Summary = "changed" },
            UpdateMask = new FieldMask { Paths = { "summary" } },
        };
        Assert.Empty(RequestRules.Check(request));

        request.UpdateMask.Paths.Add("issue");
        Assert.Equal("position.issue", Assert.Single(RequestRules.Check(request)).Field);
    }

    [Fact]
    public void Check_UpdateWithoutMask_StillChecksWhatIsSet()
    {
        var request = new UpdatePositionRequest { Position = new Position { Name = "nations/FRA/positions/p", Salience = 2 } };

        Assert.Equal("position.salience", Assert.Single(RequestRules.Check(request)).Field);
    }

    [Fact]
    public void Check_LongList_CountReportedAndRestNotLookedThrough()
    {
        var request = GoodCreate();
        request.Position.Conditions.AddRange(Enumerable.Repeat("x", 21));

        var found = Assert.Single(RequestRules.Check(request));

        Assert.Equal("position.conditions", found.Field);
        Assert.Contains("21", found.Description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EUR", 1, 500_000_000, true)]
    [InlineData("EUR", -1, -500_000_000, true)]
    [InlineData("EUR", 0, -1, true)]
    [InlineData("EUR", 1, -1, false)]
    [InlineData("eur", 1, 0, false)]
    [InlineData("", 1, 0, false)]
    [InlineData("EUR", 0, 1_000_000_000, false)]
    public void Check_Money_CurrencyAndSigns(string currency, long units, int nanos, bool good)
    {
        var range = new MoneyRange { Mid = new Money { CurrencyCode = currency, Units = units, Nanos = nanos } };

        Assert.Equal(good, RequestRules.Check(range).Count == 0);
    }

    [Theory]
    [InlineData(2024, 2, 29, true)]
    [InlineData(2025, 2, 29, false)]
    [InlineData(2025, 0, 1, false)]
    [InlineData(0, 1, 1, false)]
    [InlineData(2025, 13, 1, false)]
    public void Check_Date_MustBeReal(int year, int month, int day, bool good)
    {
        var request = new ListPositionsRequest { Parent = "nations/-", AsOf = new Google.Type.Date { Year = year, Month = month, Day = day } };

        Assert.Equal(good, RequestRules.Check(request).Count == 0);
    }

    [Fact]
    public void Check_HostileText_ShownWithoutControlCharactersAndCut()
    {
        var request = GoodCreate();
        request.PositionId = "\u001b[31m" + new string('a', 10_000);

        var found = Assert.Single(RequestRules.Check(request));

        Assert.DoesNotContain('\u001b', found.Description);
        Assert.True(found.Description.Length < 400);
    }

    private static CreatePositionRequest GoodCreate() => new()
    {
        Parent = "nations/FRA",
        PositionId = "2025-02-17-troops",
        Position = new Position
        {
            Issue = "issues/troop-deployment",
            Actor = "government",
            Stance = Stance.Support,
            ScaleValue = 0,
            PositionDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 },
            Source = new Source { Title = "Statement" },
        },
    };
}
