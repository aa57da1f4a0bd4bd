using Grpc.Core;
using Summit.Changes.V1;

namespace Summit.Client.Tests.Calls;

/// <summary>What the client makes of a commit in parts when the watch breaks inside it, step by step.</summary>
public sealed class WatchPartsTests
{
    [Fact]
    public async Task Follow_RestOfTheCommitIsHidden_ALaterCommitIsNotTakenForIt()
    {
        // Of revision 2 the reader sees only m; revision 3 comes with its last part and has a name before m.
        var steps = new Queue<List<WatchChangesResponse>>(
        [
            [Step("1@x", partial: true, ("2@x", "m"))],
            [Step("1@x", partial: true, ("2@x", "m")), Step("3@x", partial: false, ("3@x", "a"))],
        ]);

        Assert.Equal(["2@x m", "3@x a"], await FollowAsync(steps));
    }

    [Fact]
    public async Task Follow_BreaksTwiceInsideACommit_PartsWithOtherBorders_EachChangeOnce()
    {
        var steps = new Queue<List<WatchChangesResponse>>(
        [
            [Step("1@x", partial: true, ("2@x", "a"), ("2@x", "b"))],
            [Step("1@x", partial: true, ("2@x", "a")), Step("1@x", partial: true, ("2@x", "b"), ("2@x", "c"))],
            [Step("3@x", partial: false, ("2@x", "a"), ("2@x", "b"), ("2@x", "c"), ("2@x", "d"), ("3@x", "b"))],
        ]);

        Assert.Equal(["2@x a", "2@x b", "2@x c", "2@x d", "3@x b"], await FollowAsync(steps));
    }

    private static async Task<List<string>> FollowAsync(Queue<List<WatchChangesResponse>> watches)
    {
        var seen = new List<string>();
        await foreach (var step in SummitWatch.FollowAsync(new WatchChangesRequest { AfterRevision = "1@x" }, (request, _) =>
        {
            Assert.Equal("1@x", request.AfterRevision);
            return new(new Steps(watches.Dequeue()), Task.FromResult(new Metadata()), () => Grpc.Core.Status.DefaultSuccess, () => [], () => { });
        }))
        {
            seen.AddRange(step.Changes.Select(c => $"{c.Revision} {c.Name}"));
            if (!step.Partial)
            {
                break;
            }
        }

        return seen;
    }

    private static WatchChangesResponse Step(string revision, bool partial, params (string Revision, string Name)[] changes) => new()
    {
        Revision = revision,
        Partial = partial,
        Changes = { changes.Select(c => new Change { Revision = c.Revision, Name = c.Name }) },
    };

    /// <summary>A watch that gives its steps and then breaks.</summary>
    private sealed class Steps(List<WatchChangesResponse> steps) : IAsyncStreamReader<WatchChangesResponse>
    {
        private int _at = -1;

        public WatchChangesResponse Current => steps[_at];

        public Task<bool> MoveNext(CancellationToken cancellationToken) =>
            ++_at < steps.Count ? Task.FromResult(true) : throw new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "the connection broke"));
    }
}
