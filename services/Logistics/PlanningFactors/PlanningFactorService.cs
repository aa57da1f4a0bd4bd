using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.PlanningFactors;

/// <summary>The calls of PlanningFactorService; it only delegates.</summary>
internal sealed class PlanningFactorService : V1.PlanningFactorService.PlanningFactorServiceBase
{
    public override Task<ComputeRoadColumnResponse> ComputeRoadColumn(ComputeRoadColumnRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeRoadColumn.Handle(request));

    public override Task<ComputeTransitResponse> ComputeTransit(ComputeTransitRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeTransit.Handle(request));

    public override Task<ComputeAirliftResponse> ComputeAirlift(ComputeAirliftRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeAirlift.Handle(request));

    public override Task<ComputeAirfieldResponse> ComputeAirfield(ComputeAirfieldRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeAirfield.Handle(request));

    public override Task<ComputeSealiftResponse> ComputeSealift(ComputeSealiftRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeSealift.Handle(request));

    public override Task<ComputeSeaDischargeResponse> ComputeSeaDischarge(ComputeSeaDischargeRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeSeaDischarge.Handle(request));

    public override Task<ComputeRailMovementResponse> ComputeRailMovement(ComputeRailMovementRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeRailMovement.Handle(request));

    public override Task<ComputeGaugeChangeResponse> ComputeGaugeChange(ComputeGaugeChangeRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeGaugeChange.Handle(request));

    public override Task<ComputeThroughputResponse> ComputeThroughput(ComputeThroughputRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeThroughput.Handle(request));

    public override Task<ComputeQueueClearanceResponse> ComputeQueueClearance(ComputeQueueClearanceRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputeQueueClearance.Handle(request));

    public override Task<ComputePermitDateResponse> ComputePermitDate(ComputePermitDateRequest request, ServerCallContext context) =>
        Task.FromResult(PlanningFactors.ComputePermitDate.Handle(request));
}
