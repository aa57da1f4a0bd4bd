using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The calls of ForceService; it only delegates.</summary>
internal sealed class ForceService(GenerateForce generate, PlanRotation plan) : V1.ForceService.ForceServiceBase
{
    public override Task<GenerateForceResponse> GenerateForce(GenerateForceRequest request, ServerCallContext context) => generate.HandleAsync(request, context);

    public override Task<PlanRotationResponse> PlanRotation(PlanRotationRequest request, ServerCallContext context) => plan.HandleAsync(request, context);
}
