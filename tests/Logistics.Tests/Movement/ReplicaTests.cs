using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Hosting;
using Summit.Logistics.V1;
using Summit.Store.Tests;

namespace Summit.Logistics.Tests.Movement;

/// <summary>The same question gives the same bytes on every replica of one store, and after a restart.</summary>
public sealed class ReplicaTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-replicas-").FullName;
    private readonly List<(SummitHost Host, GrpcChannel Channel)> _replicas = [];
    private string _database = "";

    private string Key => Path.Combine(_folder, "key");

    public async ValueTask InitializeAsync()
    {
        _database = await Provider.Postgres.NewDatabaseAsync();
        await StartAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        while (_replicas.Count > 0)
        {
            await StopAsync(0);
        }

        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task PlanMovement_OtherReplicaAndAfterARestart_TheSameBytes()
    {
        var first = await PlanAsync(0);
        var other = await PlanAsync(1);
        await StopAsync(0);
        await StartAsync();
        var restarted = await PlanAsync(1);

        Assert.NotNull(first.Answer.Plan);
        Assert.Equal(first.ToByteString(), other.ToByteString());
        Assert.Equal(first.ToByteString(), restarted.ToByteString());
    }

    [Fact]
    public async Task RemakeMovementPlan_OnTheOtherReplica_TheSameBytes()
    {
        var kept = await Plans(0).CreateStoredMovementPlanAsync(
            new CreateStoredMovementPlanRequest { StoredMovementPlan = new StoredMovementPlan { DisplayName = "replica", Request = Question } }, Ann);

        var made = await Plans(1).RemakeMovementPlanAsync(new RemakeMovementPlanRequest { Name = kept.Name }, Ann);

        Assert.True(made.Same);
    }

    private static PlanMovementRequest Question => new()
    {
        Stored = new StoredMovement
        {
            ForceOption = "forceOptions/iiss-small",
            Nations = { "nations/FRA", "nations/GBR" },
            Destination = "transportNodes/sa-lviv",
            AssumedConsents = { "nations/FRA", "nations/GBR", "nations/BEL", "nations/DEU", "nations/POL", "nations/CZE", "nations/SVK", "nations/ROU", "nations/UKR" },
            PersonsApart = new PersonsApart(),
        },
        Budget = new SchedulingBudget { Work = 1 },
    };

    private CallOptions Ann => new(
        new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(Key).Mint(Role.Analyst, subject: "ann")}" } },
        DateTime.UtcNow.AddSeconds(100), TestContext.Current.CancellationToken);

    private StoredMovementPlanService.StoredMovementPlanServiceClient Plans(int replica) => new(_replicas[replica].Channel);

    private async Task<PlanMovementResponse> PlanAsync(int replica) => await new MovementService.MovementServiceClient(_replicas[replica].Channel).PlanMovementAsync(Question, Ann);

    private async Task StartAsync()
    {
        var host = LogisticsHost.CreateBuilder(
        [
            "--environment=Development", $"--Summit:Database={_database}", "--Summit:Seed=paris-2025", "--Summit:Shutdown:Notice=0", $"--Summit:Identity:DevelopmentKeyFile={Key}",
        ]).Build();
        await host.StartAsync();
        _replicas.Add((host, GrpcChannel.ForAddress(host.Address)));
    }

    private async Task StopAsync(int replica)
    {
        var (host, channel) = _replicas[replica];
        _replicas.RemoveAt(replica);
        channel.Dispose();
        await host.StopAsync();
        await host.DisposeAsync();
    }
}
