using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Upstream;

namespace Summit.Gateway.Feed;

/// <summary>
/// Follows every service's change feed. Two questions run side by side: the watch tells what changed, and the probe tells up
/// to when that is all. A probe counts from the moment it was sent: the service read its revision later than that, so once
/// the watch has come to that revision, every commit before that moment is known.
/// </summary>
internal sealed partial class FeedFollower(ServiceDirectory directory, FeedSet feeds, FeedToken token, IOptions<FeedOptions> options, TimeProvider time, ILogger<FeedFollower> log)
    : BackgroundService
{
    private readonly FeedOptions _options = options.Value;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(directory.All
        .Select(replicas => (replicas, contract: FeedContract.Of(replicas.Package)))
        .Where(f => f.contract is not null)
        .Select(f => FollowAsync(f.replicas, f.contract!, feeds.Find(f.replicas.Package)!, stoppingToken)));

    private async Task FollowAsync(ServiceReplicas replicas, FeedContract contract, ServiceFeed feed, CancellationToken stopping)
    {
        using var quiet = SuppressInstrumentationScope.Begin(); // The probe runs each second; it makes no traces.
        using var channel = GrpcChannel.ForAddress("http://feed", new GrpcChannelOptions { HttpHandler = new ReplicaHandler(replicas) });
        var invoker = channel.CreateCallInvoker();
        var gapAllowed = false;
        while (!stopping.IsCancellationRequested)
        {
            var resumes = false;
            try
            {
                var state = await StartAsync(invoker, contract, feed, gapAllowed, stopping);
                gapAllowed = false;
                await ReadAsync(invoker, contract, feed, state, stopping);
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Aborted or StatusCode.OutOfRange)
            {
                // The position is not one of this store: begin at its present end, where everything counts as changed.
                gapAllowed = true;
                Log.PositionLost(log, feed.Package, e.Status.Detail);
            }
            catch (RpcException e) when (SummitRpcException.From(e).Reason == "SHUTTING_DOWN")
            {
                resumes = true; // Another replica or connection goes on. The feed is lost only if none does.
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                if (e is RpcException { StatusCode: StatusCode.Unauthenticated })
                {
                    token.Forget();
                }

                if (feed.Connected && !stopping.IsCancellationRequested)
                {
                    Log.FeedLost(log, feed.Package, e.Message);
                }
            }

            feed.Connected &= resumes;
            await Task.Delay(_options.Reconnect, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Finds out which store this is, and resumes where the feed was left if it is the same one.</summary>
    private async Task<EpochState> StartAsync(CallInvoker invoker, FeedContract contract, ServiceFeed feed, bool gapAllowed, CancellationToken stopping)
    {
        var (number, epoch) = await ProbeAsync(invoker, contract, feed, stopping);
        if (feed.State is { } state && state.Epoch == epoch && !gapAllowed)
        {
            return state;
        }

        return feed.Begin(epoch, gapAllowed ? number : Math.Max(0, number - _options.CatchUp));
    }

    private async Task ReadAsync(CallInvoker invoker, FeedContract contract, ServiceFeed feed, EpochState state, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var watch = invoker.AsyncServerStreamingCall(contract.Watch, null, await OptionsAsync(null, end.Token), new WatchChangesRequest
        {
            AfterRevision = $"{state.Position}@{state.Epoch}",
            NamesOnly = true,
            Heartbeat = Duration.FromTimeSpan(_options.Lease),
        });
        var confirm = ConfirmAsync(invoker, contract, feed, state, end);
        try
        {
            while (await watch.ResponseStream.MoveNext(end.Token))
            {
                if (!feed.Connected)
                {
                    feed.Connected = true;
                    Log.FeedFollowed(log, feed.Package, state.Position, state.Epoch);
                }

                FeedStep.Apply(watch.ResponseStream.Current, feed, state);
            }
        }
        finally
        {
            await end.CancelAsync();
            await confirm.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await confirm; // Why the watch was ended, if it was ended from here.
    }

    /// <summary>Asks for the newest revision again and again; ends the watch when the answers stop or tell of another store.</summary>
    private async Task ConfirmAsync(CallInvoker invoker, FeedContract contract, ServiceFeed feed, EpochState state, CancellationTokenSource end)
    {
        try
        {
            while (!end.IsCancellationRequested && feed.State == state)
            {
                var sent = time.GetTimestamp();
                var (number, epoch) = await ProbeAsync(invoker, contract, feed, end.Token);
                if (epoch != state.Epoch)
                {
                    break;
                }

                await state.ReachedAsync(number, end.Token);
                state.ConfirmUntil(sent);
                await Task.Delay(_options.ProbeInterval, time, end.Token);
            }
        }
        finally
        {
            await end.CancelAsync();
        }
    }

    private async Task<(long Number, string Epoch)> ProbeAsync(CallInvoker invoker, FeedContract contract, ServiceFeed feed, CancellationToken cancellationToken)
    {
        using var call = invoker.AsyncUnaryCall(contract.Probe, null, await OptionsAsync(_options.Lease, cancellationToken), new ProbeRevisionRequest());
        var answer = await call.ResponseAsync;
        feed.Build = (await call.ResponseHeadersAsync).GetValue(SummitMetadata.Build) ?? "";
        return RevisionVector.TrySplit(answer.Revision, out var number, out var epoch)
            ? (number, epoch)
            : throw new InvalidDataException($"{feed.Package} answered a probe with \"{answer.Revision}\", which is not a revision");
    }

    private async ValueTask<CallOptions> OptionsAsync(TimeSpan? limit, CancellationToken cancellationToken)
    {
        var bearer = await token.GetAsync(cancellationToken);
        var headers = string.IsNullOrEmpty(bearer) ? null : new Metadata { { SummitMetadata.Authorization, $"Bearer {bearer}" } };
        return new CallOptions(headers, limit is { } time ? DateTime.UtcNow + time : null, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "feed.followed", Level = LogLevel.Information, Message = "The feed of {Service} is followed from {Position}@{Epoch} on")]
        public static partial void FeedFollowed(ILogger logger, string service, long position, string epoch);

        [LoggerMessage(EventId = 2, EventName = "feed.lost", Level = LogLevel.Warning, Message = "The feed of {Service} was lost: {Reason}")]
        public static partial void FeedLost(ILogger logger, string service, string reason);

        [LoggerMessage(EventId = 3, EventName = "feed.position_lost", Level = LogLevel.Warning, Message = "The feed of {Service} cannot be resumed: {Reason}")]
        public static partial void PositionLost(ILogger logger, string service, string reason);
    }
}
