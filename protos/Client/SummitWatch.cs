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
        var part = ""; // Of a commit that came in parts, the last name seen; empty between commits.
        while (true)
        {
            var repeated = part;
            using var watch = call(next, new CallOptions(cancellationToken: cancellationToken));
            while (await MoveNextAsync(watch.ResponseStream, cancellationToken))
            {
                var step = watch.ResponseStream.Current;
                next.AfterRevision = step.Revision;
                wait = FirstWait;
                if (repeated.Length > 0)
                {
                    repeated = DropRepeated(step, repeated);
                }

                if (step.Partial && step.Changes.Count == 0)
                {
                    continue;
                }

                part = step.Partial ? step.Changes[^1].Name : "";
                yield return step;
            }

            await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), time ?? TimeProvider.System, cancellationToken);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
        }
    }

    /// <summary>
    /// Takes out of a step what was seen before the watch broke inside a commit: that commit begins again, in the order of the names.
    /// </summary>
    /// <returns>The last name seen, while parts of that commit follow; otherwise empty.</returns>
    private static string DropRepeated(WatchChangesResponse step, string seen)
    {
        var commit = step.Changes.Count > 0 ? step.Changes[0].Revision : "";
        while (step.Changes.Count > 0 && step.Changes[0].Revision == commit && string.CompareOrdinal(step.Changes[0].Name, seen) <= 0)
        {
            step.Changes.RemoveAt(0);
        }

        return step.Partial ? seen : "";
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
