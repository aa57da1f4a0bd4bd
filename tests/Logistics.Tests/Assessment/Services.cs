using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Summit.Api.V1;
using Summit.Budgets;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Hosting;
using Summit.Logistics.V1;
using Summit.Nations;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>The three services in this process, on free ports, over stores in a folder of their own, with the Paris data.</summary>
public sealed class Services : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-logistics-").FullName;
    private readonly List<SummitHost> _hosts = [];
    private readonly List<GrpcChannel> _channels = [];
    private GrpcChannel? _logistics;
    private GrpcChannel? _nations;
    private GrpcChannel? _budgets;

    /// <summary>An address at which nobody answers.</summary>
    public const string Nobody = "http://127.0.0.1:1";

    /// <summary>Assessments with few draws, unless a request says how many.</summary>
    public AssessmentService.AssessmentServiceClient Assessments => new(_logistics!.Intercept(new FewDraws()));

    public StoredAssessmentService.StoredAssessmentServiceClient Stored => new(_logistics);

    public ScenarioService.ScenarioServiceClient Scenarios => new(_logistics);

    public ComparisonService.ComparisonServiceClient Comparisons => new(_logistics);

    public ConsentService.ConsentServiceClient Consents => new(_nations);

    public DecisionService.DecisionServiceClient Decisions => new(_nations);

    public MandateService.MandateServiceClient Mandates => new(_nations);

    public PositionService.PositionServiceClient Positions => new(_nations);

    public ForceElementService.ForceElementServiceClient ForceElements => new(_logistics);

    public StandingCommitmentService.StandingCommitmentServiceClient StandingCommitments => new(_logistics);

    public TransportNodeService.TransportNodeServiceClient Nodes => new(_logistics);

    public OfferService.OfferServiceClient Offers => new(_logistics);

    public ForceService.ForceServiceClient Forces => new(_logistics);

    public string NationsAddress { get; private set; } = "";

    public string BudgetsAddress { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var nations = await StartAsync(NationsHost.CreateBuilder, "nations");
        var budgets = await StartAsync(BudgetsHost.CreateBuilder, "budgets");
        (NationsAddress, BudgetsAddress) = (nations.Address.ToString(), budgets.Address.ToString());
        (_nations, _budgets) = (Open(nations), Open(budgets));
        _logistics = Open(await StartLogisticsAsync("logistics", NationsAddress, BudgetsAddress));
    }

    /// <summary>Another Logistics host beside the first, which looks for the other services elsewhere.</summary>
    public async Task<AssessmentService.AssessmentServiceClient> LogisticsWithAsync(string name, string nations, string budgets) =>
        new(Open(await StartLogisticsAsync(name, nations, budgets)).Intercept(new FewDraws()));

    /// <summary>Another Logistics host over a backup of the first one's store, which has another epoch.</summary>
    public async Task<CallInvoker> RestoredLogisticsAsync(string name)
    {
        await StoreBackup.BackupAsync(new StoreOptions { Database = Path.Combine(_folder, "logistics.db") }, Path.Combine(_folder, $"{name}.db"), CancellationToken.None);
        return Open(await StartLogisticsAsync(name, NationsAddress, BudgetsAddress)).CreateCallInvoker();
    }

    /// <summary>Calls any method of the service that owns a package, for example <c>summit.nations.v1</c>.</summary>
    public CallInvoker InvokerOf(string package) => (package switch
    {
        "summit.nations.v1" => _nations!,
        "summit.budgets.v1" => _budgets!,
        "summit.logistics.v1" => _logistics!,
        _ => throw new ArgumentException($"no service here owns the package {package}", nameof(package)),
    }).CreateCallInvoker();

    /// <summary>Call options with the longest deadline that is kept: what is tested is the answer, not how busy the machine is.</summary>
    public static CallOptions Patient => new(deadline: DateTime.UtcNow.AddSeconds(60));

    /// <summary>Call options of a nation's delegation.</summary>
    public CallOptions DelegateOf(string nation) => As(Role.Delegate, nation);

    /// <summary>Call options of a role.</summary>
    public CallOptions As(Role role, string? nation = null) =>
        new(new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(KeyFile).Mint(role, nation)}" } });

    /// <summary>Call options of an analyst of a name.</summary>
    public CallOptions Analyst(string subject) => new(
        new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(KeyFile).Mint(Role.Analyst, subject: subject)}" } }, deadline: DateTime.UtcNow.AddSeconds(60));

    /// <summary>Call options of the secretariat.</summary>
    public CallOptions Secretariat() =>
        new(new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(KeyFile).Mint(Role.Secretariat)}" } });

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }

        foreach (var host in Enumerable.Reverse(_hosts))
        {
            await host.StopAsync();
            await host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private string KeyFile => Path.Combine(_folder, "development-issuer.key");

    private Task<SummitHost> StartLogisticsAsync(string name, string nations, string budgets) => StartAsync(
        LogisticsHost.CreateBuilder, name, $"--Summit:Services:summit.nations.v1={nations}", $"--Summit:Services:summit.budgets.v1={budgets}");

    private async Task<SummitHost> StartAsync(Func<string[], SummitHostBuilder> create, string name, params string[] settings)
    {
        var host = create(
        [
            "--environment=Development",
            $"--Summit:Database={Path.Combine(_folder, $"{name}.db")}",
            "--Summit:Seed=paris-2025",
            $"--Summit:Identity:DevelopmentKeyFile={KeyFile}",
            "--Summit:Shutdown:Notice=0",
            .. settings,
        ]).Build();
        await host.StartAsync();
        _hosts.Add(host);
        return host;
    }

    private GrpcChannel Open(SummitHost host)
    {
        var channel = GrpcChannel.ForAddress(host.Address);
        _channels.Add(channel);
        return channel;
    }

    /// <summary>Sets a small number of draws where a request names none.</summary>
    private sealed class FewDraws : Interceptor
    {
        private const int Draws = 20;

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Few(request), context);

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Few(request), context);

        private static TRequest Few<TRequest>(TRequest request)
        {
            if ((request as AssessDeploymentRequest ?? (request as StreamAssessmentRequest)?.Assessment) is { HasDraws: false } question)
            {
                question.Draws = Draws;
            }

            return request;
        }
    }
}
