using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Summit.Store;

/// <summary>Adds a store to a host.</summary>
public static class StoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IResourceStore"/> and <see cref="IChangeFeed"/>. The store opens with the host and closes after everything
    /// that uses it; timers run in between. The settings are the container's <see cref="IOptions{TOptions}"/> of
    /// <see cref="StoreOptions"/>.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="types">All resource types of the service.</param>
    public static IServiceCollection AddSummitStore(this IServiceCollection services, IEnumerable<ResourceType> types)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => new ResourceStore(s.GetRequiredService<IOptions<StoreOptions>>().Value, types, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IResourceStore>(s => s.GetRequiredService<ResourceStore>());
        services.AddSingleton<IChangeFeed>(s => s.GetRequiredService<ResourceStore>().Feed);
        services.AddHostedService<StoreLifetime>();
        services.AddHostedService<TimerService>();
        return services;
    }

    /// <summary>Adds the handler for one kind of timer.</summary>
    /// <typeparam name="THandler">The handler; a singleton.</typeparam>
    public static IServiceCollection AddStoreTimer<THandler>(this IServiceCollection services, string kind)
        where THandler : class, ITimerHandler
    {
        services.TryAddSingleton<THandler>();
        return services.AddSingleton(new TimerRegistration(kind, typeof(THandler)));
    }
}

/// <summary>Opens the store with the host. It waits for a server that is not yet available; any other error ends the start.</summary>
internal sealed partial class StoreLifetime(ResourceStore store, ILogger<StoreLifetime> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.OpenAsync(cancellationToken);
            Log.Opened(logger, store.State.Database.System, store.Epoch);
        }
        catch (StoreUnavailableException e)
        {
            Log.Away(logger, e);
        }
    }

    // The container disposes the store after everything that uses it.
    public Task StopAsync(CancellationToken cancellationToken)
    {
        store.Feed.EndWatches();
        return Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Opened the {System} store, epoch {Epoch}.", EventName = "store.opened")]
        public static partial void Opened(ILogger logger, string system, string epoch);

        [LoggerMessage(2, LogLevel.Warning, "The database cannot be reached yet; every use tries again.", EventName = "store.away")]
        public static partial void Away(ILogger logger, Exception error);
    }
}
