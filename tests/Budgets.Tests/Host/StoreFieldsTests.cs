using Google.Protobuf.WellKnownTypes;
using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Kind = Summit.Budgets.V1.FundEvent.Types.Kind;

namespace Summit.Budgets.Tests.Host;

/// <summary>The id and the times that the store gives to every resource.</summary>
public sealed class StoreFieldsTests(TestBudgets budgets) : IClassFixture<TestBudgets>
{
    [Fact]
    public void Types_AllThatAreStored_HaveTheFields() => Assert.All(Types.All, type =>
        Assert.All(["uid", "create_time", "update_time"], field => Assert.NotNull(type.Descriptor.FindFieldByName(field))));

    [Fact]
    public async Task AppendFundEvent_FieldsOfTheServiceSent_Ignored()
    {
        var client = new FundService.FundServiceClient(budgets.Channel);
        var secretariat = budgets.As(Role.Secretariat);
        var fund = await client.CreateFundAsync(new CreateFundRequest { FundId = "stamped", Fund = new Fund { DisplayName = "Pot", CurrencyCode = "EUR" } }, secretariat);
        var sent = new FundEvent
        {
            Id = "c1",
            Kind = Kind.Contribution,
            Amount = Make.Money("10"),
            EventDate = Make.Day("2025-01-01"),
            Nation = "nations/FRA",
            Uid = "mine",
            CreateTime = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch),
        };

        var after = await client.AppendFundEventAsync(new AppendFundEventRequest { Name = fund.Name, Event = sent }, secretariat);
        var entry = Assert.Single((await client.ListFundEventsAsync(new ListFundEventsRequest { Parent = fund.Name })).FundEvents);

        Assert.Equal((fund.Uid, fund.CreateTime), (after.Uid, after.CreateTime));
        Assert.True(after.UpdateTime.CompareTo(fund.UpdateTime) > 0);
        Assert.Matches("^[0-9a-f]{32}$", entry.Uid);
        Assert.Equal((after.UpdateTime, after.UpdateTime), (entry.CreateTime, entry.UpdateTime));
    }
}
