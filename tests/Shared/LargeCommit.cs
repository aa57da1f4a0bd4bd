using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Summit.Changes.V1;
using Summit.Nations.V1;
using Summit.SampleHost;
using Summit.Store;
using Change = Summit.Changes.V1.Change;

namespace Summit;

/// <summary>One commit of some 6 MiB between two small ones, in a store of the sample host; and what readers of its feed must see.</summary>
internal static class LargeCommit
{
    private const int Resources = 60;
    private const int TextBytes = 100_000;

    // About 1 MiB and what belongs to it; a client reads at most 4 MiB by default.
    private const int LargestMessage = (1 << 20) + (64 << 10);

    /// <summary>The names in the order in which readers see them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["nations/POL/positions/before", .. Enumerable.Range(0, Resources).Select(NameOf), "nations/AUT/positions/after"];

    /// <summary>Commits, and returns the revision of the last commit.</summary>
    public static async Task<string> WriteAsync(IResourceStore store)
    {
        var large = Enumerable.Range(0, Resources).Select(i => New(NameOf(i), new string('n', TextBytes))).ToArray();
        await CommitAsync(store, New(Names[0], "small"));
        await CommitAsync(store, large);
        return await CommitAsync(store, New(Names[^1], "small"));
    }

    /// <summary>Holds a message of the feed, or a page, to its size, and its position to the commits that are complete with it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="changes">Its changes.</param>
    /// <param name="revision">Its position.</param>
    /// <param name="partial">Whether it says that it ends inside a commit.</param>
    public static void AssertPart(IMessage message, IReadOnlyList<Change> changes, string revision, bool partial)
    {
        Assert.True(message.CalculateSize() <= LargestMessage, $"{message.CalculateSize()} bytes");
        Assert.Equal(NumberOf(revision) + (partial ? 1 : 0), NumberOf(changes[^1].Revision));
    }

    private static string NameOf(int index) => $"nations/FRA/positions/large-{index:D3}";

    private static long NumberOf(string revision) => long.Parse(revision.Split('@')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static Position New(string name, string summary) => new() { Name = name, Summary = summary, PublishState = Api.V1.PublishState.Published };

    private static async Task<string> CommitAsync(IResourceStore store, params Position[] positions)
    {
        var committed = await store.CommitAsync(
            new CommitInfo { Actor = "secretariat", Method = "/test/Write" },
            transaction =>
            {
                foreach (var position in positions)
                {
                    transaction.Put(Sample.Positions, position);
                }

                return new Empty();
            },
            TestContext.Current.CancellationToken);
        return committed.Revision.ToString();
    }
}
