using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Hosting;
using Summit.Logistics.V1;
using Summit.Store.Tests;

namespace Summit.Logistics.Tests.Scenarios;

/// <summary>Logistics alone, and callers who are told apart by the subjects of their tokens.</summary>
public abstract class OwningFixture(Provider provider) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-owning-").FullName;
    private DevelopmentIssuer _issuer = null!;
    private SummitHost _host = null!;
    private GrpcChannel _channel = null!;

    public ScenarioService.ScenarioServiceClient Scenarios => new(_channel);

    public ChangeService.ChangeServiceClient Changes => new(_channel);

    public async ValueTask InitializeAsync()
    {
        var key = Path.Combine(_folder, "key");
        _issuer = DevelopmentIssuer.Open(key);
        _host = LogisticsHost.CreateBuilder(
        [
            "--environment=Development", $"--Summit:Database={await provider.NewDatabaseAsync()}",
            "--Summit:Shutdown:Notice=0", $"--Summit:Identity:DevelopmentKeyFile={key}",
        ]).Build();
        await _host.StartAsync();
        _channel = GrpcChannel.ForAddress(_host.Address);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            _channel.Dispose();
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    public CallOptions Analyst(string subject) => With(_issuer.Mint(Role.Analyst, subject: subject));

    public CallOptions Other(Role role, string subject, string? nation = null) => With(_issuer.Mint(role, nation, subject: subject));

    private static CallOptions With(string token) =>
        new(new Metadata { { SummitMetadata.Authorization, $"Bearer {token}" } }, cancellationToken: TestContext.Current.CancellationToken);
}

public sealed class SqliteOwning() : OwningFixture(Provider.Sqlite);

public sealed class PostgresOwning() : OwningFixture(Provider.Postgres);
