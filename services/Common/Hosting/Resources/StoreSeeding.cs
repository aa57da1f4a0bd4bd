using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Summit.Hosting.Options;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>Loads the seed into an empty store, before the ports open.</summary>
internal sealed partial class StoreSeeding(IResourceStore store, IEnumerable<ISeed> seeds, SummitOptions options, ILogger<StoreSeeding> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(options.Seed))
        {
            return;
        }

        var chosen = seeds.Where(s => s.Name == options.Seed).ToList();
        if (chosen.Count == 0)
        {
            var known = seeds.Any() ? string.Join(", ", seeds.Select(s => s.Name).Distinct()) : "none";
            throw new HostStartException([$"Summit:Seed \"{options.Seed}\" is not a data set of this service; it has: {known}"]);
        }

        var info = new CommitInfo { Actor = "seed", Method = $"seed/{options.Seed}" };
        var committed = await store.CommitAsync(info, transaction => Load(transaction, chosen), cancellationToken);
        if (committed.Changed)
        {
            Log.SeedLoaded(log, options.Seed, committed.Revision);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
        [LoggerMessage(EventId = 20, EventName = "seed.loaded", Level = LogLevel.Information, Message = "Seed {Seed} was loaded, revision {Revision}")]
        public static partial void SeedLoaded(ILogger logger, string seed, Revision revision);
    }
}
