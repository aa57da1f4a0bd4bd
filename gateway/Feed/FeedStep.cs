using Summit.Changes.V1;
using Summit.Client;

namespace Summit.Gateway.Feed;

/// <summary>Takes one message of a change feed into what is known.</summary>
internal static class FeedStep
{
    /// <summary>Applies a step: first what changed, then how far it goes.</summary>
    /// <exception cref="InvalidDataException">The step has no revision of this epoch.</exception>
    public static void Apply(WatchChangesResponse step, ServiceFeed feed, EpochState state)
    {
        var last = NumberOf(step.Revision, state);
        if (step.Partial)
        {
            return; // Which types the commit changed comes with its last part; until then nothing is known of it.
        }

        var told = state.Position;
        foreach (var change in step.TypeRevisions)
        {
            var revision = NumberOf(change.Revision, state);
            var type = feed.IndexOf(change.Type);

            // A commit that the step does not describe may have changed anything.
            if (revision > told + 1)
            {
                state.AllChanged(revision - 1);
            }

            if (type < 0)
            {
                state.AllChanged(revision);
            }
            else
            {
                state.Changed(type, revision);
            }

            told = Math.Max(told, revision);
        }

        if (last > told)
        {
            state.AllChanged(last);
        }

        state.AdvanceTo(last);
    }

    private static long NumberOf(string revision, EpochState state) =>
        RevisionVector.TrySplit(revision, out var number, out var epoch) && epoch == state.Epoch
            ? number
            : throw new InvalidDataException($"the feed tells of {revision} in epoch {state.Epoch}");
}
