using Summit.Nations.ConsentRules;
using Summit.Nations.Resources;
using Summit.Nations.Tests.Decisions;
using Summit.Nations.V1;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Tests;

/// <summary>The id and the times that the store gives to every resource.</summary>
public sealed class StoreFieldsTests(NationsFixture nations) : IClassFixture<NationsFixture>
{
    [Fact]
    public void Types_AllThatAreStored_HaveTheFields() => Assert.All(Types.All, type =>
        Assert.All(["uid", "create_time", "update_time"], field => Assert.NotNull(type.Descriptor.FindFieldByName(field))));

    [Fact]
    public async Task GetNation_Seeded_HasUidAndTimes()
    {
        var france = await nations.Nations.GetNationAsync(new GetNationRequest { Name = "nations/FRA" }, nations.Viewer);
        var germany = await nations.Nations.GetNationAsync(new GetNationRequest { Name = "nations/DEU" }, nations.Viewer);

        Assert.Matches("^[0-9a-f]{32}$", france.Uid);
        Assert.NotEqual(france.Uid, germany.Uid);
        Assert.NotNull(france.CreateTime);
        Assert.Equal(france.CreateTime, france.UpdateTime);
    }

    // A consent names the digest, so that a step of the lifecycle must not change it.
    [Fact]
    public async Task TransitionDecision_OfADraft_ChangesUpdateTimeAndNotTheDigest()
    {
        var scenes = new Scenes(nations);
        var draft = await scenes.CreateAsync("store-fields");
        var tabled = await scenes.MoveAsync(draft.Name, State.Tabled);

        Assert.Equal((draft.Uid, draft.Digest, draft.CreateTime), (tabled.Uid, tabled.Digest, tabled.CreateTime));
        Assert.True(tabled.UpdateTime.CompareTo(draft.UpdateTime) > 0);
        Assert.Equal(tabled.Digest, DecisionContent.DigestOf(tabled));
    }
}
