using Summit.Gateway.Feed;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Feed;

public sealed class ServiceFeedTests
{
    private readonly ServiceFeed _feed = new(Cluster.Package, TimeProvider.System);

    [Fact]
    public void Begin_AnswersWereShownBefore_IsNotBehindThem()
    {
        _feed.Seen(9, "aaaa");
        _feed.Seen(7, "aaaa");

        var state = _feed.Begin("aaaa", 5);

        Assert.Equal(9, state.Floor);
        Assert.False(state.IsCurrent(8, [0], out _));
    }

    [Fact]
    public void Begin_AnswersOfAnotherStoreWereShownBefore_StartsAnew()
    {
        _feed.Seen(9, "aaaa");

        Assert.Equal(0, _feed.Begin("bbbb", 5).Floor);
    }

    [Fact]
    public void IsFormer_OnlyTheNewStoreHasAnswered_EveryOtherIs()
    {
        Assert.False(_feed.IsFormer("aaaa"));

        _feed.Seen(1, "bbbb");

        Assert.True(_feed.IsFormer("aaaa"));
        Assert.False(_feed.IsFormer("bbbb"));
    }

    [Fact]
    public void Seen_LateAnswerOfAReplacedStore_ChangesNothing()
    {
        _feed.Begin("aaaa", 5);
        _feed.Seen(1, "bbbb");
        Assert.Null(_feed.State);

        _feed.Seen(6, "aaaa");

        Assert.True(_feed.IsFormer("aaaa"));
        Assert.Equal(1, _feed.Begin("bbbb", 0).Floor);
    }
}
