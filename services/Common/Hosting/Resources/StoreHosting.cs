using Microsoft.Extensions.DependencyInjection;
using Summit.Hosting.Management;
using Summit.Hosting.Options;
using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>Puts the store and what stands on it into the container.</summary>
internal static class StoreHosting
{
    public static void Add(IServiceCollection services, IReadOnlyList<ResourceType> types)
    {
        services.AddSingleton(s => Microsoft.Extensions.Options.Options.Create(Settings(s.GetRequiredService<SummitOptions>())));
        services.AddSummitStore(types);
        foreach (var type in types)
        {
            services.AddSingleton(type.GetType(), type);
        }

        services.AddSingleton<StoreReads>();
        services.AddSingleton<StoreWrites>();
        services.AddSingleton(typeof(StandardMethods<>));
        services.AddHostedService<StoreSeeding>();
        services.AddSingleton<IStatusSource, StoreStatus>();
    }

    private static StoreOptions Settings(SummitOptions host)
    {
        host.Store.Database = host.Store.Database.Length > 0 ? host.Store.Database : host.Database;
        return host.Store;
    }

    /// <summary>What the store says on the status page.</summary>
    private sealed class StoreStatus(IResourceStore store) : IStatusSource
    {
        public string Section => "store";

        public async ValueTask<object> ReportAsync(CancellationToken cancellationToken)
        {
            try
            {
                var snapshot = await store.ReadAsync(ReadPoint.Latest, cancellationToken);
                return new { epoch = store.Epoch, revision = snapshot.Revision.ToString(), types = store.Types.Select(t => t.TypeName) };
            }
            catch (StoreException e)
            {
                return new { error = e.Message };
            }
        }
    }
}
