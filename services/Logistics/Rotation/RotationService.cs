using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Rotation;

/// <summary>The calls of RotationService; it only delegates.</summary>
internal sealed class RotationService : V1.RotationService.RotationServiceBase
{
    public override Task<ComputeRotationResponse> ComputeRotation(ComputeRotationRequest request, ServerCallContext context) =>
        Task.FromResult(Rotation.ComputeRotation.Handle(request));
}
