using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Nations.V1;
using Summit.SampleHost;

namespace Summit.Hosting.Tests;

/// <summary>The sample host in this process, on free ports, over a store in a folder of its own.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly SummitHost _host;
    private readonly GrpcChannel _channel;

    private TestHost(SummitHost host, string folder)
    {
        _host = host;
        Folder = folder;
        _channel = GrpcChannel.ForAddress(host.Address);
        Issuer = DevelopmentIssuer.Open(KeyFile(folder));
    }

    public string Folder { get; }

    public DevelopmentIssuer Issuer { get; }

    public SummitHost Host => _host;

    public ChannelBase Channel => _channel;

    public PositionService.PositionServiceClient Positions => new(_channel);

    public static async Task<TestHost> StartAsync(Action<SummitHostBuilder>? configure = null, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("summit-hosting-").FullName;
        var builder = Sample.CreateBuilder(
        [
            "--environment=Development",
            $"--Summit:Database={Path.Combine(folder, "store.db")}",
            $"--Summit:Identity:DevelopmentKeyFile={KeyFile(folder)}",
            "--Summit:Shutdown:Notice=0",
            "--Logging:LogLevel:Default=Error",
            .. settings,
        ]);
        configure?.Invoke(builder);
        var host = builder.Build();
        await host.StartAsync();
        return new TestHost(host, folder);
    }

    public static string KeyFile(string folder) => Path.Combine(folder, "development-issuer.key");

    public CallOptions As(Role role, string? nation = null) => With(Issuer.Mint(role, nation));

    public static CallOptions With(string token, params (string Key, string Value)[] headers)
    {
        var metadata = new Metadata { { SummitMetadata.Authorization, $"Bearer {token}" } };
        foreach (var (key, value) in headers)
        {
            metadata.Add(key, value);
        }

        return new CallOptions(metadata);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public static CreatePositionRequest Draft(string nation, string id) => new()
    {
        Parent = $"nations/{nation}",
        PositionId = id,
        Position = new Position
        {
            Issue = "issues/troop-deployment",
            Actor = "government",
            Stance = Stance.SupportWithConditions,
            PositionDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 17 },
            Source = new Source { Title = "Statement", PublishDate = new Google.Type.Date { Year = 2025, Month = 2, Day = 18 } },
        },
    };

    public static CreatePositionRequest Published(string nation, string id)
    {
        var request = Draft(nation, id);
        request.Position.PublishState = PublishState.Published;
        return request;
    }

    /// <summary>The failure of a call, typed.</summary>
    public static async Task<SummitRpcException> FailureOf<T>(AsyncUnaryCall<T> call) =>
        SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await call));
}
