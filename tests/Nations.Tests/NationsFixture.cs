using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Hosting;
using Summit.Nations.V1;
using Date = Google.Type.Date;

namespace Summit.Nations.Tests;

/// <summary>The service in this process, on a free port, over a store of its own with the Paris 2025 scenario.</summary>
public class NationsFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-nations-").FullName;
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromDays(4000);
    private string[]? _database;
    private SummitHost? _host;
    private GrpcChannel? _channel;
    private DevelopmentIssuer? _issuer;

    /// <summary>The host's clock, which a test may move ahead.</summary>
    internal MovableClock Clock { get; } = new();

    public ChannelBase Channel => _channel!;

    public NationService.NationServiceClient Nations => new(_channel);

    public PositionService.PositionServiceClient Positions => new(_channel);

    public DecisionService.DecisionServiceClient Decisions => new(_channel);

    public ConsentService.ConsentServiceClient Consents => new(_channel);

    public MandateService.MandateServiceClient Mandates => new(_channel);

    public PollService.PollServiceClient Polls => new(_channel);

    public SummitService.SummitServiceClient Summits => new(_channel);

    public UnityService.UnityServiceClient Unity => new(_channel);

    public ForecastService.ForecastServiceClient Forecasts => new(_channel);

    public TimelineService.TimelineServiceClient Timelines => new(_channel);

    public static Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    public static Date Paris => Day(2025, 2, 17);

    public CallOptions Secretariat => As(Role.Secretariat);

    public CallOptions Viewer => As(Role.Viewer);

    public CallOptions Delegate(string nation) => As(Role.Delegate, nation);

    public async ValueTask InitializeAsync()
    {
        _database = await DatabaseAsync();
        await StartAsync();
    }

    /// <summary>Moves the host's clock ahead.</summary>
    public virtual ValueTask MoveAsync(TimeSpan time)
    {
        Clock.Move(time);
        return ValueTask.CompletedTask;
    }

    /// <summary>Stops the host, lets time pass, and starts it again over the same store.</summary>
    public async Task RestartAsync(TimeSpan away)
    {
        await StopAsync();
        await MoveAsync(away);
        await StartAsync();
    }

    /// <summary>Settings of the database.</summary>
    private protected virtual ValueTask<string[]> DatabaseAsync() => new([$"--Summit:Database={Path.Combine(_folder, "nations.db")}"]);

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var keys = Path.Combine(_folder, "development-issuer.key");
        var builder = NationsHost.CreateBuilder(
        [
            "--environment=Development",
            "--Summit:Seed=paris-2025",
            $"--Summit:Identity:DevelopmentKeyFile={keys}",
            "--Summit:Shutdown:Notice=0",
            .. _database!,
        ]);
        builder.Services.AddSingleton<TimeProvider>(Clock);
        _host = builder.Build();
        await _host.StartAsync();
        _channel = GrpcChannel.ForAddress(_host.Address);
        _issuer = DevelopmentIssuer.Open(keys);
    }

    private async Task StopAsync()
    {
        _channel?.Dispose();
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }
    }

    /// <summary>The failure of a call, typed.</summary>
    public static async Task<SummitRpcException> FailureOf<T>(AsyncUnaryCall<T> call) =>
        SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () => await call));

    private CallOptions As(Role role, string? nation = null) =>
        new(new Metadata { { SummitMetadata.Authorization, $"Bearer {_issuer!.Mint(role, nation, TokenLifetime)}" } }, DateTime.UtcNow.AddSeconds(60));
}
