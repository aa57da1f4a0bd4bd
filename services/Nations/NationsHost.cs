using Summit.Hosting;
using Summit.Hosting.Resources;
using Summit.Nations.Consents;
using Summit.Nations.Decisions;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Decisions.Permissions;
using Summit.Nations.Decisions.Power;
using Summit.Nations.Decisions.Tallying;
using Summit.Nations.Forecasts;
using Summit.Nations.Issues;
using Summit.Nations.Mandates;
using Summit.Nations.Nations;
using Summit.Nations.Polls;
using Summit.Nations.Positions;
using Summit.Nations.Seed;
using Summit.Nations.Summits;
using Summit.Nations.Timelines;
using Summit.Nations.Unity;
using Summit.Nations.V1;
using Summit.Store;
using Meeting = Summit.Nations.V1.Summit;

namespace Summit.Nations;

/// <summary>What this host is made of.</summary>
public static class NationsHost
{
    /// <summary>Begins the host.</summary>
    /// <param name="args">Command line: settings as <c>--Summit:Port=5081</c>.</param>
    public static SummitHostBuilder CreateBuilder(string[] args)
    {
        var builder = SummitHost.CreateBuilder(args, "nations");
        builder.AddStore(Collections.All).AddSeed<ParisSeed>().AddChangeService(ChangeService.Descriptor);
        AddRules(builder.Services);
        AddHandlers(builder.Services);
        return builder
            .AddGrpcService<NationRpc>()
            .AddGrpcService<IssueRpc>()
            .AddGrpcService<PositionRpc>()
            .AddGrpcService<PollRpc>()
            .AddGrpcService<SummitRpc>()
            .AddGrpcService<DecisionRpc>()
            .AddGrpcService<ConsentRpc>()
            .AddGrpcService<MandateRpc>()
            .AddGrpcService<UnityRpc>()
            .AddGrpcService<ForecastRpc>()
            .AddGrpcService<TimelineRpc>();
    }

    private static void AddRules(IServiceCollection services) => services
        .AddSingleton<ResourceRules<Position>, PositionRules>()
        .AddSingleton<ResourceRules<Poll>, PollRules>()
        .AddSingleton<ResourceRules<Meeting>, SummitRules>()
        .AddSingleton<ResourceRules<Decision>, DecisionRules>()
        .AddSingleton<ResourceRules<Consent>, ConsentLifecycle>()
        .AddSingleton<ResourceRules<Mandate>, MandateRules>()
        .AddStoreTimer<CloseTimer>(CloseTimer.Kind)
        .AddStoreTimer<ConsentExpiry>(ConsentExpiry.Kind);

    private static void AddHandlers(IServiceCollection services) => services
        .AddSingleton<GetStances>()
        .AddSingleton<AggregatePolls>()
        .AddSingleton<WithdrawConsent>()
        .AddSingleton<TransitionDecision>()
        .AddSingleton<CastVote>()
        .AddSingleton<RaiseObjection>()
        .AddSingleton<TallyDecision>()
        .AddSingleton<ComputeVotingPower>()
        .AddSingleton<CheckPermission>()
        .AddSingleton<MeasureUnity>()
        .AddSingleton<GetUnitedFront>()
        .AddSingleton<ForecastOutcome>()
        .AddSingleton<GetTimeline>();
}
