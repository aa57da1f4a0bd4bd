using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Rotation;

/// <summary>The calls of RotationService.</summary>
internal sealed class RotationRpc : RotationService.RotationServiceBase
{
    public override Task<ComputeRotationResponse> ComputeRotation(ComputeRotationRequest request, ServerCallContext context) =>
        Task.FromResult(Rotation.ComputeRotation.Answer(request));
}
