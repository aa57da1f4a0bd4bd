using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Summit.Hosting.Lifecycle;
using Summit.Hosting.Options;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>
/// Opens the store and loads the seed into an empty one, before the ports open. While the database is away the host runs, says
/// what it waits for and is not ready.
/// </summary>
internal sealed partial class StoreSeeding(
    ResourceStore store, IEnumerable<ISeed> seeds, SummitOptions options, HostHealth health, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StoreSeeding> log)
    : IHostedService, IDisposable
{
    private const string Part = "store";
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();
    private Task _waiting = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var chosen = Chosen();
        try
        {
            await OpenAsync(chosen, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            health.SetWaiting(Part, e.Message);
            Log.Waiting(log, e.Message);
            _waiting = WaitAsync(chosen, _stop.Token);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stop.Dispose();

    private List<ISeed> Chosen()
    {
        if (string.IsNullOrEmpty(options.Seed))
        {
            return [];
        }

        var chosen = seeds.Where(s => s.Name == options.Seed).ToList();
        if (chosen.Count == 0)
        {
            var known = seeds.Any() ? string.Join(", ", seeds.Select(s => s.Name).Distinct()) : "none";
            throw new HostStartException([$"Summit:Seed \"{options.Seed}\" is not a data set of this service; it has: {known}"]);
        }

        return chosen;
    }

    private async Task OpenAsync(List<ISeed> chosen, CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken);
        if (chosen.Count == 0)
        {
            return;
        }

        var info = new CommitInfo { Actor = "seed", Method = $"seed/{chosen[0].Name}" };
        var committed = await store.CommitAsync(info, transaction => Load(transaction, chosen), cancellationToken);
        if (committed.Changed)
        {
            Log.SeedLoaded(log, chosen[0].Name, committed.Revision);
        }
    }

    private async Task WaitAsync(List<ISeed> chosen, CancellationToken cancellationToken)
    {
        var wait = FirstWait;
        while (true)
        {
            await Task.Delay(wait * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
            try
            {
                await OpenAsync(chosen, cancellationToken);
                health.SetWaiting(Part, null);
                Log.Reached(log);
                return;
            }
            catch (StoreUnavailableException e)
            {
                health.SetWaiting(Part, e.Message);
                wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // The database is there and cannot be used, or the seed does not load: waiting does not help.
                Log.Unusable(log, e);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
        }
    }

    private static Empty Load(Transaction transaction, List<ISeed> seeds)
    {
        // Inside the transaction, so that of two replicas that start at once one loads and the other finds it done.
        if (transaction.Revision.Number == 1)
        {
            seeds.ForEach(s => s.Load(transaction));
        }

        return new Empty();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 21, EventName = "store.waiting", Level = LogLevel.Warning, Message = "The host is not ready until the database can be reached: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);

        [LoggerMessage(EventId = 22, EventName = "store.reached", Level = LogLevel.Information, Message = "The database can be reached; the host is ready")]
        public static partial void Reached(ILogger logger);

        [LoggerMessage(EventId = 23, EventName = "store.unusable", Level = LogLevel.Critical, Message = "The store cannot be used; the host stops")]
        public static partial void Unusable(ILogger logger, Exception error);

        [LoggerMessage(EventId = 20, EventName = "seed.loaded", Level = LogLevel.Information, Message = "Seed {Seed} was loaded, revision {Revision}")]
        public static partial void SeedLoaded(ILogger logger, string seed, Revision revision);
    }
}
