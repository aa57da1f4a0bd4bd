using Grpc.Core;
using Grpc.Net.Client;
using Summit.Hosting;

namespace Summit.Logistics.Tests;

/// <summary>Tests over a real host of logistics alone and a real client.</summary>
public abstract class HostedTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-logistics-").FullName;
    private SummitHost _host = null!;

    /// <summary>A channel to the host.</summary>
    protected GrpcChannel Channel { get; private set; } = null!;

    /// <summary>Options of a call that may plan for a while.</summary>
    protected static CallOptions Patient => new(deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Starts the host.</summary>
    public async ValueTask InitializeAsync()
    {
        _host = LogisticsHost.CreateBuilder(["--environment=Development", $"--Summit:Database={Path.Combine(_folder, "logistics.db")}", "--Summit:Shutdown:Notice=0", $"--Summit:Identity:DevelopmentKeyFile={Path.Combine(_folder, "key")}"]).Build();
        await _host.StartAsync();
        Channel = GrpcChannel.ForAddress(_host.Address);
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
