using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Hosting;

namespace Summit.Budgets.Tests.Host;

/// <summary>The service in this process, on free ports, with the Paris 2025 figures.</summary>
public sealed class TestBudgets : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-budgets-").FullName;
    private SummitHost? _host;
    private GrpcChannel? _channel;

    public ChannelBase Channel => _channel!;

    public async ValueTask InitializeAsync()
    {
        _host = BudgetsHost.CreateBuilder(
        [
            "--environment=Development",
            $"--Summit:Database={Path.Combine(_folder, "store.db")}",
            $"--Summit:Identity:DevelopmentKeyFile={KeyFile}",
            "--Summit:Seed=paris-2025",
            "--Summit:Shutdown:Notice=0",
        ]).Build();
        await _host.StartAsync();
        _channel = GrpcChannel.ForAddress(_host.Address);
    }

    public CallOptions As(Role role, string? nation = null) =>
        new(new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(KeyFile).Mint(role, nation)}" } });

    /// <summary>The failure of a call, typed.</summary>
    public static async Task<SummitRpcException> FailureOf<T>(AsyncUnaryCall<T> call) =>
        SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await call));

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string KeyFile => Path.Combine(_folder, "development-issuer.key");
}
