using Summit.Hosting;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Logistics.Assessment;
using Summit.Logistics.Comparison;
using Summit.Logistics.Data;
using Summit.Logistics.Flow;
using Summit.Logistics.Forces;
using Summit.Logistics.Movement;
using Summit.Logistics.Movement.Plans;
using Summit.Logistics.Network;
using Summit.Logistics.PlanningFactors;
using Summit.Logistics.Resources;
using Summit.Logistics.Scenarios;
using Summit.Logistics.Scheduling;
using Summit.Logistics.Seed;
using Summit.Logistics.Stored;
using Summit.Logistics.Sustainment;
using Summit.Logistics.V1;

namespace Summit.Logistics;

/// <summary>The composition of this host.</summary>
public static class LogisticsHost
{
    /// <summary>Creates the builder of the host.</summary>
    /// <param name="args">Command line, with settings such as <c>--Summit:Port=5083</c>.</param>
    public static SummitHostBuilder CreateBuilder(string[] args)
    {
        var builder = SummitHost.CreateBuilder(args, "logistics");
        builder.AddStore(Types.All).AddSeed<ParisSeed>().AddChangeService(ChangeService.Descriptor).AddClients();
        AddRules(builder.Services);
        AddHandlers(builder.Services);
        AddPlanningFactors(builder.Services);
        builder.Services.AddLogisticsImport();
        return builder
            .AddGrpcService<Forces.ForceElementService>()
            .AddGrpcService<Forces.ForceOptionService>()
            .AddGrpcService<Forces.StandingCommitmentService>()
            .AddGrpcService<Forces.OfferService>()
            .AddGrpcService<Forces.ReportedOfferService>()
            .AddGrpcService<Forces.ForceService>()
            .AddGrpcService<Network.TransportNodeService>()
            .AddGrpcService<Network.TransportArcService>()
            .AddGrpcService<Network.LiftAssetService>()
            .AddGrpcService<Rotation.RotationService>()
            .AddGrpcService<Flow.FlowService>()
            .AddGrpcService<Movement.MovementService>()
            .AddGrpcService<Movement.Plans.StoredMovementPlanService>()
            .AddGrpcService<Scheduling.SchedulingService>()
            .AddGrpcService<PlanningFactors.PlanningFactorService>()
            .AddGrpcService<Sustainment.SustainmentFactorService>()
            .AddGrpcService<Sustainment.SustainmentService>()
            .AddGrpcService<Assessment.AssessmentService>()
            .AddGrpcService<Scenarios.ScenarioService>()
            .AddGrpcService<Data.ImportService>()
            .AddGrpcService<Data.ExportService>()
            .AddGrpcService<Scenarios.StoredAssessmentService>()
            .AddGrpcService<Comparison.ComparisonService>();
    }

    private static void AddRules(IServiceCollection services) => services
        .AddSingleton<ResourceRules<ForceElement>, ForceElementRules>()
        .AddSingleton<ResourceRules<ForceOption>, ForceOptionRules>()
        .AddSingleton<ResourceRules<StandingCommitment>, StandingCommitmentRules>()
        .AddSingleton<ResourceRules<Offer>, OfferRules>()
        .AddSingleton<ResourceRules<ReportedOffer>, ReportedOfferRules>()
        .AddSingleton<ResourceRules<TransportNode>, TransportNodeRules>()
        .AddSingleton<ResourceRules<TransportArc>, TransportArcRules>()
        .AddSingleton<ResourceRules<LiftAsset>, LiftAssetRules>()
        .AddSingleton<ResourceRules<SustainmentFactor>, SustainmentFactorRules>();

    private static void AddHandlers(IServiceCollection services) => services
        .AddSingleton<PlanningWorkers>()
        .AddSingleton<StoredTerms>()
        .AddSingleton<StoredMovementReader>()
        .AddSingleton<MovementInput>()
        .AddSingleton<IRequestCheck<PlanMovementRequest>>(p => p.GetRequiredService<MovementInput>())
        .AddSingleton<IRequestCheck<StreamMovementRequest>>(p => p.GetRequiredService<MovementInput>())
        .AddSingleton<IRequestCheck<RankBottlenecksRequest>>(p => p.GetRequiredService<MovementInput>())
        .AddSingleton<Movement.ComparePlans>()
        .AddSingleton<IRequestCheck<ComparePlansRequest>>(p => p.GetRequiredService<Movement.ComparePlans>())
        .AddSingleton<KeepMovementPlan>()
        .AddSingleton<IRequestCheck<CreateStoredMovementPlanRequest>>(p => p.GetRequiredService<KeepMovementPlan>())
        .AddSingleton<RemakeMovementPlan>()
        .AddSingleton<BoundClosure>()
        .AddSingleton<IRequestCheck<BoundClosureRequest>>(p => p.GetRequiredService<BoundClosure>())
        .AddSingleton<ScheduleActivities>()
        .AddSingleton<StreamSchedule>()
        .AddSingleton<PlanMovement>()
        .AddSingleton<StreamMovement>()
        .AddSingleton<RankBottlenecks>()
        .AddSingleton<GenerateForce>()
        .AddSingleton<IRequestCheck<GenerateForceRequest>>(p => p.GetRequiredService<GenerateForce>())
        .AddSingleton<PlanRotation>()
        .AddSingleton<IRequestCheck<PlanRotationRequest>>(p => p.GetRequiredService<PlanRotation>())
        .AddSingleton<ReadNations>()
        .AddSingleton<ProjectStocks>()
        .AddSingleton<IRequestCheck<ProjectStocksRequest>>(p => p.GetRequiredService<ProjectStocks>())
        .AddSingleton<ReadFacts>()
        .AddSingleton<DrawWorkers>()
        .AddSingleton<DrawStep>()
        .AddSingleton<ReadBudgets>()
        .AddSingleton<ReadUnity>()
        .AddSingleton<ReadLadder>()
        .AddSingleton<ReadRoom>()
        .AddSingleton<ReadSide>()
        .AddSingleton<AssessDeployment>()
        .AddSingleton<CheckOverrides>()
        .AddSingleton<CheckDeployment>()
        .AddSingleton<IRequestCheck<AssessDeploymentRequest>>(p => p.GetRequiredService<CheckDeployment>())
        .AddSingleton<IRequestCheck<StreamAssessmentRequest>>(p => p.GetRequiredService<CheckDeployment>())
        .AddSingleton<CompareAssessments>()
        .AddSingleton<IRequestCheck<CompareAssessmentsRequest>>(p => p.GetRequiredService<CompareAssessments>())
        .AddSingleton<RecheckStoredAssessment>()
        .AddSingleton<CreateStoredAssessment>()
        .AddSingleton<IRequestCheck<CreateStoredAssessmentRequest>>(p => p.GetRequiredService<CreateStoredAssessment>())
        .AddSingleton<CheckScenario>()
        .AddSingleton<IRequestCheck<CreateScenarioRequest>>(p => p.GetRequiredService<CheckScenario>())
        .AddSingleton<IRequestCheck<UpdateScenarioRequest>>(p => p.GetRequiredService<CheckScenario>());

    private static void AddPlanningFactors(IServiceCollection services) => services
        .AddSingleton<IRequestCheck<ComputeRoadColumnRequest>, ComputeRoadColumn>()
        .AddSingleton<IRequestCheck<ComputeTransitRequest>, ComputeTransit>()
        .AddSingleton<IRequestCheck<ComputeAirliftRequest>, ComputeAirlift>()
        .AddSingleton<IRequestCheck<ComputeAirfieldRequest>, ComputeAirfield>()
        .AddSingleton<IRequestCheck<ComputeSealiftRequest>, ComputeSealift>()
        .AddSingleton<IRequestCheck<ComputeSeaDischargeRequest>, ComputeSeaDischarge>()
        .AddSingleton<IRequestCheck<ComputeRailMovementRequest>, ComputeRailMovement>()
        .AddSingleton<IRequestCheck<ComputeGaugeChangeRequest>, ComputeGaugeChange>()
        .AddSingleton<IRequestCheck<ComputeThroughputRequest>, ComputeThroughput>()
        .AddSingleton<IRequestCheck<ComputeQueueClearanceRequest>, ComputeQueueClearance>()
        .AddSingleton<IRequestCheck<ComputePermitDateRequest>, ComputePermitDate>();
}
