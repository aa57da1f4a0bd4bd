using System.Runtime.CompilerServices;
using Grpc.Core;
using Summit.Changes.V1;

namespace Summit.Client;

/// <summary>Follows a change feed across restarts, without a gap and without a repetition.</summary>
public static class SummitWatch
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Yields the steps of a feed until cancelled. When the service goes away or ends the watch, the feed goes on from the
    /// last revision seen. A large commit comes in several steps: all but the last are <c>partial</c>.
    /// <code>await foreach (var step in SummitWatch.FollowAsync(request, client.WatchChanges, cancellationToken: stop))</code>
    /// </summary>
    /// <param name="request">Where to begin; it is not changed.</param>
    /// <param name="call">The watch method of the client.</param>
    /// <param name="time">Clock of the waits between attempts. Default: the system's.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="SummitRpcException">The feed cannot go on from there: <c>POSITION_LOST</c> means list again, other reasons are the caller's.</exception>
    public static async IAsyncEnumerable<WatchChangesResponse> FollowAsync(
        WatchChangesRequest request,
        Func<WatchChangesRequest, CallOptions, AsyncServerStreamingCall<WatchChangesResponse>> call,
        TimeProvider? time = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var next = request.Clone();
        var wait = FirstWait;
        var seen = (Revision: "", Name: ""); // The last change of a commit that came in parts.
        while (true)
        {
            using var watch = call(next, new CallOptions(cancellationToken: cancellationToken));
            while (await MoveNextAsync(watch.ResponseStream, cancellationToken))
            {
                var step = watch.ResponseStream.Current;
                next.AfterRevision = step.Revision;
                wait = FirstWait;
                DropRepeated(step, seen);
                if (step.Partial)
                {
                    if (step.Changes.Count == 0)
                    {
                        continue;
                    }

                    seen = (step.Changes[^1].Revision, step.Changes[^1].Name);
                }

                yield return step;
            }

            await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), time ?? TimeProvider.System, cancellationToken);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
        }
    }

    /// <summary>Takes out of a step what was seen before the watch broke inside a commit: that commit begins again, in the order of the names.</summary>
    private static void DropRepeated(WatchChangesResponse step, (string Revision, string Name) seen)
    {
        while (step.Changes.Count > 0 && step.Changes[0].Revision == seen.Revision && string.CompareOrdinal(step.Changes[0].Name, seen.Name) <= 0)
        {
            step.Changes.RemoveAt(0);
        }
    }

    /// <summary>False when the watch ended in a way from which it resumes.</summary>
    private static async Task<bool> MoveNextAsync(IAsyncStreamReader<WatchChangesResponse> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested && Resumes(e))
        {
            return false;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }
    }

    private static bool Resumes(RpcException e) => e.StatusCode switch
    {
        StatusCode.Unavailable => true,
        // The reader was too slow for the service's buffer, not for the feed: what it missed is still there.
        StatusCode.ResourceExhausted => SummitRpcException.From(e).Reason == "WATCH_TOO_SLOW",
        _ => false,
    };
}
