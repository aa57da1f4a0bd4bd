using Summit.Hosting;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Nations.Consents;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Decisions.Permissions;
using Summit.Nations.Decisions.Power;
using Summit.Nations.Decisions.Tallying;
using Summit.Nations.Forecasts;
using Summit.Nations.Mandates;
using Summit.Nations.Nations;
using Summit.Nations.Polls;
using Summit.Nations.Positions;
using Summit.Nations.Resources;
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
        builder.AddStore(Types.All).AddSeed<ParisSeed>().AddChangeService(ChangeService.Descriptor);
        AddRules(builder.Services);
        AddHandlers(builder.Services);
        return builder
            .AddGrpcService<Nations.NationService>()
            .AddGrpcService<Issues.IssueService>()
            .AddGrpcService<Positions.PositionService>()
            .AddGrpcService<Polls.PollService>()
            .AddGrpcService<Summits.SummitService>()
            .AddGrpcService<Decisions.DecisionService>()
            .AddGrpcService<Consents.ConsentService>()
            .AddGrpcService<Mandates.MandateService>()
            .AddGrpcService<Unity.UnityService>()
            .AddGrpcService<Forecasts.ForecastService>()
            .AddGrpcService<Timelines.TimelineService>();
    }

    private static void AddRules(IServiceCollection services) => services
        .AddSingleton<ResourceRules<Position>, PositionRules>()
        .AddSingleton<ResourceRules<Poll>, PollRules>()
        .AddSingleton<ResourceRules<Meeting>, SummitRules>()
        .AddSingleton<ResourceRules<Decision>, DecisionRules>()
        .AddSingleton<ResourceRules<Consent>, ConsentLifecycle>()
        .AddSingleton<ResourceRules<Mandate>, MandateRules>()
        .AddStoreTimer<CloseTimer>(CloseTimer.Kind)
        .AddStoreTimer<EndTimer>(EndTimer.Kind)
        .AddStoreTimer<ConsentExpiry>(ConsentExpiry.Kind);

    private static void AddHandlers(IServiceCollection services)
    {
        services
            .AddSingleton<AggregateStances>()
            .AddSingleton<WithdrawConsent>()
            .AddSingleton<TransitionDecision>()
            .AddSingleton<CastVote>()
            .AddSingleton<RaiseObjection>()
            .AddSingleton<CheckPermission>()
            .AddSingleton<HeldNations>()
            .AddSingleton<IRequestCheck<AggregateStancesRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<MeasureUnityRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<ForecastOutcomeRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<MeasureUnitedFrontRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<CheckPermissionRequest>>(p => p.GetRequiredService<HeldNations>());
        AddChecked<AggregatePolls, AggregatePollsRequest>(services);
        AddChecked<TallyDecision, TallyDecisionRequest>(services);
        AddChecked<ComputeVotingPower, ComputeVotingPowerRequest>(services);
        AddChecked<MeasureUnity, MeasureUnityRequest>(services);
        AddChecked<MeasureUnitedFront, MeasureUnitedFrontRequest>(services);
        AddChecked<ForecastOutcome, ForecastOutcomeRequest>(services);
        AddChecked<ComputeTimeline, ComputeTimelineRequest>(services);
    }

    // A handler that also says what its request must keep beyond the rules of single fields.
    private static void AddChecked<THandler, TRequest>(IServiceCollection services)
        where THandler : class, IRequestCheck<TRequest> =>
        services.AddSingleton<THandler>().AddSingleton<IRequestCheck<TRequest>>(p => p.GetRequiredService<THandler>());
}
