using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Summit.Store;

/// <summary>Puts a store into a host.</summary>
public static class StoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IResourceStore"/> and <see cref="IChangeFeed"/>. The store opens
    /// with the host and closes after everything that uses it; timers run between.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="types">Every type of resource the service keeps.</param>
    /// <param name="configure">Settings, over those of <c>Summit:Database</c> and <c>Summit:Store</c>.</param>
    public static IServiceCollection AddSummitStore(
        this IServiceCollection services, IEnumerable<ResourceType> types, Action<StoreOptions>? configure = null)
    {
        var options = services.AddOptions<StoreOptions>().Configure<IConfiguration>((o, configuration) =>
        {
            o.Database = configuration["Summit:Database"] ?? o.Database;
            configuration.GetSection("Summit:Store").Bind(o);
        });
        if (configure is not null)
        {
            options.Configure(configure);
        }
        options.Validate(o => o.Database.Trim().Length > 0, "Summit:Database is not set; give a file path, or a PostgreSQL connection string.")
            .Validate(o => o is { MaxGroup: > 0, MaxQueued: > 0, MaxReaders: > 0, FeedBuffer: > 0, FeedBufferBytes: > 0, FeedStepBytes: > 0, MaxPageSize: > 0, DefaultPageSize: > 0 },
                "Summit:Store: MaxGroup, MaxQueued, MaxReaders, FeedBuffer, FeedBufferBytes, FeedStepBytes, MaxPageSize and DefaultPageSize must be positive.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(s => new ResourceStore(s.GetRequiredService<IOptions<StoreOptions>>().Value, types, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IResourceStore>(s => s.GetRequiredService<ResourceStore>());
        services.AddSingleton<IChangeFeed>(s => s.GetRequiredService<ResourceStore>().Feed);
        services.AddHostedService<StoreLifetime>();
        services.AddHostedService<TimerService>();
        return services;
    }

    /// <summary>Adds the handler of one kind of timer.</summary>
    /// <typeparam name="THandler">The handler; a singleton.</typeparam>
    public static IServiceCollection AddStoreTimer<THandler>(this IServiceCollection services, string kind)
        where THandler : class, ITimerHandler
    {
        services.TryAddSingleton<THandler>();
        return services.AddSingleton(new TimerRegistration(kind, typeof(THandler)));
    }
}

/// <summary>Opens the store with the host. A server that is not there yet is waited for; anything else ends the start.</summary>
internal sealed partial class StoreLifetime(ResourceStore store, ILogger<StoreLifetime> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.OpenAsync(cancellationToken);
            Log.Opened(logger, store.Database.System, store.Epoch);
        }
        catch (StoreUnavailableException e)
        {
            Log.Away(logger, e);
        }
    }

    // The container disposes the store, after all that uses it.
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
