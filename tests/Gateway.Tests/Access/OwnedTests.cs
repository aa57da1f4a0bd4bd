using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Summit.Api.V1;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Gateway.Feed;
using Summit.Gateway.Tests.Support;
using Summit.Hosting;
using Summit.Logistics;
using Summit.Logistics.V1;
using Summit.Policy;

namespace Summit.Gateway.Tests.Access;

/// <summary>What belongs to one analyst is kept for that analyst only; every other answer is shared by all analysts.</summary>
public sealed class OwnedTests : IAsyncLifetime
{
    private const string Logistics = "summit.logistics.v1";
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-owned-").FullName;
    private DevelopmentIssuer _issuer = null!;
    private SummitHost _service = null!;
    private RunningGateway _gateway = null!;

    private ScenarioService.ScenarioServiceClient Scenarios => new(_gateway.Channel);

    private ForceOptionService.ForceOptionServiceClient Options => new(_gateway.Channel);

    public async ValueTask InitializeAsync()
    {
        var key = Path.Combine(_folder, "key");
        _issuer = DevelopmentIssuer.Open(key);
        _service = LogisticsHost.CreateBuilder(
        [
            "--environment=Development", $"--Summit:Database={Path.Combine(_folder, "logistics.db")}", $"--Summit:Identity:DevelopmentKeyFile={key}",
            "--Summit:Seed=paris-2025", "--Summit:Shutdown:Notice=0", "--Summit:Shutdown:Drain=0.00:00:01",
        ]).Build();
        await _service.StartAsync();
        var host = GatewayHost.CreateBuilder(
        [
            "--environment=Development", $"--Summit:Services:{Logistics}={_service.Address}", $"--Summit:Identity:DevelopmentKeyFile={key}", "--Summit:Shutdown:Notice=0",
        ]).Build();
        await host.StartAsync();
        _gateway = new RunningGateway(host, _issuer);
        await Eventually.HoldsAsync("the gateway follows the feed", () => Feed is { Connected: true, Age: not null });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.StopAsync();
        await _service.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void ReadsOwned_OfTheContracts_AreTheMethodsWhoseAnswersAreOneCallersOwn() => Assert.All(
        MethodCatalog.All.Where(m => m.Reads is not null),
        m => Assert.Equal(m.ReadTypes.Overlaps(["summit.logistics.v1/Scenario", "summit.logistics.v1/StoredAssessment", "summit.logistics.v1/StoredMovementPlan"]), m.ReadsOwned));

    [Fact]
    public async Task Get_KeptForItsOwner_IsNotServedToAnotherAnalyst()
    {
        var made = await Scenarios.CreateScenarioAsync(
            new CreateScenarioRequest { Scenario = new Scenario { DisplayName = "mine", Question = new AssessDeploymentRequest() } }, Analyst("ana"));
        await Eventually.HoldsAsync("the gateway knows the scenario", () =>
            RevisionVector.TrySplit(made.Etag, out var number, out _) && Feed.State is { } state && state.Position >= number);

        var owner = new[] { await GetAsync("ana"), await GetAsync("ana") };
        var other = new[] { await GetAsync("ben"), await GetAsync("ben") };
        var again = await GetAsync("ana");

        Assert.Equal(["miss", "hit", "hit"], owner.Append(again).Select(s => s.Cache));
        Assert.All(owner.Append(again), s => Assert.Equal(made, s.Value));
        Assert.Equal(["miss", "hit"], other.Select(s => s.Cache));
        Assert.All(other, s => Assert.Equal(StatusCode.NotFound, s.Error?.StatusCode));
        Assert.Empty((await Scenarios.ListScenariosAsync(new ListScenariosRequest(), Analyst("ben"))).Scenarios);
        Assert.Single((await Scenarios.ListScenariosAsync(new ListScenariosRequest(), Analyst("ana"))).Scenarios);

        Task<Served<Scenario>> GetAsync(string subject) =>
            Served<Scenario>.OfAsync(Scenarios.GetScenarioAsync(new GetScenarioRequest { Name = made.Name }, Analyst(subject)));
    }

    [Fact]
    public async Task List_OfWhatIsPublished_IsSharedByAnalystsAndSoAreItsPageTokens()
    {
        var request = new ListForceOptionsRequest { PageSize = 1 };

        var first = await Served<ListForceOptionsResponse>.OfAsync(Options.ListForceOptionsAsync(request, Analyst("ana")));
        var second = await Served<ListForceOptionsResponse>.OfAsync(Options.ListForceOptionsAsync(request, Analyst("ben")));
        request.PageToken = second.Value!.NextPageToken;
        var next = await Served<ListForceOptionsResponse>.OfAsync(Options.ListForceOptionsAsync(request, Analyst("ben")));

        Assert.Equal(("miss", "hit"), (first.Cache, second.Cache));
        Assert.Single(next.Value!.ForceOptions);
    }

    private ServiceFeed Feed => _gateway.Host.Services.GetRequiredService<FeedSet>().Find(Logistics)!;

    private CallOptions Analyst(string subject) => new(new Metadata { { SummitMetadata.Authorization, $"Bearer {_issuer.Mint(Role.Analyst, subject: subject)}" } });
}
