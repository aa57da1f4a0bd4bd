using Google.Protobuf;
using Summit.Hosting;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Nations.Consents;
using Summit.Nations.Data;
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
using Summit.Nations.ResponseLadders;
using Summit.Nations.Seed;
using Summit.Nations.Summits;
using Summit.Nations.Timelines;
using Summit.Nations.Unity;
using Summit.Nations.V1;
using Summit.Store;
using Meeting = Summit.Nations.V1.Summit;

namespace Summit.Nations;

/// <summary>Registers the components of this host.</summary>
public static class NationsHost
{
    /// <summary>Creates the host builder.</summary>
    /// <param name="args">Command-line arguments. They hold settings such as <c>--Summit:Port=5081</c>.</param>
    public static SummitHostBuilder CreateBuilder(string[] args)
    {
        var builder = SummitHost.CreateBuilder(args, "nations");
        builder.AddStore(Types.All).AddSeed<ParisSeed>().AddChangeService(ChangeService.Descriptor);
        AddRules(builder.Services);
        AddTimers(builder.Services);
        AddHandlers(builder.Services);
        builder.Services.AddNationsImport();
        return builder
            .AddGrpcService<Nations.NationService>()
            .AddGrpcService<Issues.IssueService>()
            .AddGrpcService<Positions.PositionService>()
            .AddGrpcService<Polls.PollService>()
            .AddGrpcService<Summits.SummitService>()
            .AddGrpcService<Decisions.DecisionService>()
            .AddGrpcService<Consents.ConsentService>()
            .AddGrpcService<Mandates.MandateService>()
            .AddGrpcService<ResponseLadders.IncidentService>()
            .AddGrpcService<ResponseLadders.ResponseLadderService>()
            .AddGrpcService<Unity.UnityService>()
            .AddGrpcService<Forecasts.ForecastService>()
            .AddGrpcService<Timelines.TimelineService>()
            .AddGrpcService<Data.ImportService>()
            .AddGrpcService<Data.ExportService>();
    }

    private static void AddRules(IServiceCollection services)
    {
        AddStored<Nation, NationRules, CreateNationRequest, UpdateNationRequest>(services);
        AddStored<Position, PositionRules, CreatePositionRequest, UpdatePositionRequest>(services);
        AddStored<Poll, PollRules, CreatePollRequest, UpdatePollRequest>(services);
        AddStored<Meeting, SummitRules, CreateSummitRequest, UpdateSummitRequest>(services);
        AddStored<Decision, DecisionRules, CreateDecisionRequest, UpdateDecisionRequest>(services);
        AddStored<Consent, ConsentLifecycle, CreateConsentRequest, UpdateConsentRequest>(services);
        AddStored<Mandate, MandateRules, CreateMandateRequest, UpdateMandateRequest>(services);
        AddStored<Incident, IncidentRules, CreateIncidentRequest, UpdateIncidentRequest>(services);
        AddStored<ResponseLadder, LadderRules, CreateResponseLadderRequest, UpdateResponseLadderRequest>(services);
    }

    private static void AddTimers(IServiceCollection services) => services
        .AddStoreTimer<CloseTimer>(CloseTimer.Kind)
        .AddStoreTimer<EndTimer>(EndTimer.Kind)
        .AddStoreTimer<ConsentExpiry>(ConsentExpiry.Kind)
        .AddStoreTimer<MandateExpiry>(MandateExpiry.Kind);

    private static void AddHandlers(IServiceCollection services)
    {
        services
            .AddSingleton<AggregateStances>()
            .AddSingleton<WithdrawConsent>()
            .AddSingleton<TransitionDecision>()
            .AddSingleton<CastVote>()
            .AddSingleton<RaiseObjection>()
            .AddSingleton<HeldNations>()
            .AddSingleton<IRequestCheck<AggregateStancesRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<MeasureUnityRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<ForecastOutcomeRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<MeasureUnitedFrontRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<EvaluateLadderRequest>>(p => p.GetRequiredService<HeldNations>())
            .AddSingleton<IRequestCheck<CheckPermissionRequest>>(p => p.GetRequiredService<HeldNations>());
        AddChecked<AggregatePolls, AggregatePollsRequest>(services);
        AddChecked<TallyDecision, TallyDecisionRequest>(services);
        AddChecked<CheckPermission, CheckPermissionRequest>(services);
        AddChecked<ComputeVotingPower, ComputeVotingPowerRequest>(services);
        AddChecked<MeasureUnity, MeasureUnityRequest>(services);
        AddChecked<MeasureUnitedFront, MeasureUnitedFrontRequest>(services);
        AddChecked<EvaluateLadder, EvaluateLadderRequest>(services);
        AddChecked<ForecastOutcome, ForecastOutcomeRequest>(services);
        AddChecked<ComputeTimeline, ComputeTimelineRequest>(services);
    }

    // Registers the rules of a resource. They also report violations when the checks of single fields fail.
    private static void AddStored<T, TRules, TCreate, TUpdate>(IServiceCollection services)
        where T : class, IMessage<T>, IDeepCloneable<T>, new()
        where TRules : ResourceRules<T>
        where TCreate : IMessage<TCreate>, IDeepCloneable<TCreate>
        where TUpdate : IMessage<TUpdate>, IDeepCloneable<TUpdate> => services
            .AddSingleton<ResourceRules<T>, TRules>()
            .AddSingleton<IRequestCheck<TCreate>, RulesCheck<TCreate, T>>()
            .AddSingleton<IRequestCheck<TUpdate>, RulesCheck<TUpdate, T>>();

    // Registers a handler that also checks conditions beyond the rules of single fields.
    private static void AddChecked<THandler, TRequest>(IServiceCollection services)
        where THandler : class, IRequestCheck<TRequest> =>
        services.AddSingleton<THandler>().AddSingleton<IRequestCheck<TRequest>>(p => p.GetRequiredService<THandler>());
}
