using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Summit.Hosting.Certificates;
using Summit.Hosting.Options;

namespace Summit.Gateway.Upstream;

/// <summary>The configured services, one line each, by the package of contracts that they serve.</summary>
internal sealed partial class ServiceDirectory(
    SummitOptions options, IOptions<ForwardingOptions> forwarding, NameLookup lookup, OutgoingTls tls, TimeProvider time, ILogger<ServiceDirectory> log)
    : BackgroundService
{
    private readonly FrozenDictionary<string, ServiceReplicas> _services = options.Services
        .ToFrozenDictionary(s => s.Key, s => new ServiceReplicas(s.Key, s.Value, options.Tls.ToServices, forwarding.Value, lookup, tls, time), StringComparer.Ordinal);

    /// <summary>All services.</summary>
    public IReadOnlyList<ServiceReplicas> All => _services.Values;

    /// <summary>The replicas that serve a package; null when none is configured.</summary>
    public ServiceReplicas? Find(string package) => _services.GetValueOrDefault(package);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ResolveAllAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        foreach (var service in All)
        {
            service.Dispose();
        }

        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(forwarding.Value.ResolveInterval, time);
        while (All.Any(s => s.ByName) && await timer.WaitForNextTickAsync(stoppingToken))
        {
            await ResolveAllAsync(stoppingToken);
        }
    }

    private async Task ResolveAllAsync(CancellationToken cancellationToken)
    {
        foreach (var service in All.Where(s => s.ByName))
        {
            var before = service.Current;
            await service.ResolveAsync(cancellationToken);
            if (!before.SequenceEqual(service.Current))
            {
                Log.ReplicasChanged(log, service.Package, service.Current.Count);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "replicas.changed", Level = LogLevel.Information, Message = "{Service} has {ReplicaCount} replicas now")]
        public static partial void ReplicasChanged(ILogger logger, string service, int replicaCount);
    }
}
