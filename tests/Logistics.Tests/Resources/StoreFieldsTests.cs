using Google.Protobuf.WellKnownTypes;
using Summit.Api.V1;
using Summit.Logistics.Resources;
using Summit.Logistics.Tests.Assessment;
using Summit.Logistics.V1;

namespace Summit.Logistics.Tests.Resources;

/// <summary>The id and the times that the store gives to every resource.</summary>
public sealed class StoreFieldsTests(Services services) : IClassFixture<Services>
{
    [Fact]
    public void Types_AllThatAreStored_HaveTheFields() => Assert.All(Types.All, type =>
        Assert.All(["uid", "create_time", "update_time"], field => Assert.NotNull(type.Descriptor.FindFieldByName(field))));

    [Fact]
    public async Task Offer_CreatedChangedAndCreatedAnew_UidIsOfTheOneCreated()
    {
        var france = services.DelegateOf("FRA");
        var request = new CreateOfferRequest
        {
            Parent = "nations/FRA",
            OfferId = "stamped",
            Offer = new Offer
            {
                Lines = { new OfferLine { Persons = 100 } },
                Source = new Source { Title = "Test", PublishDate = new Google.Type.Date { Year = 2025, Month = 1, Day = 1 } },
            },
        };

        var created = await services.Offers.CreateOfferAsync(request, france);
        var change = new UpdateOfferRequest { Offer = new Offer { Name = created.Name, Caveats = { "not at night" } }, UpdateMask = new FieldMask { Paths = { "caveats" } } };
        var updated = await services.Offers.UpdateOfferAsync(change, france);
        var same = await services.Offers.UpdateOfferAsync(change, france);
        await services.Offers.DeleteOfferAsync(new DeleteOfferRequest { Name = created.Name }, france);
        var again = await services.Offers.CreateOfferAsync(request, france);

        Assert.Matches("^[0-9a-f]{32}$", created.Uid);
        Assert.Equal((created.Uid, created.CreateTime), (updated.Uid, updated.CreateTime));
        Assert.True(updated.UpdateTime.CompareTo(created.UpdateTime) > 0);
        Assert.Equal(updated, same);
        Assert.NotEqual(created.Uid, again.Uid);
        Assert.Equal(again.CreateTime, again.UpdateTime);
    }
}
