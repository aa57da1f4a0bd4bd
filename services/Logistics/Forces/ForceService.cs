using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The calls of ForceService; it only delegates.</summary>
internal sealed class ForceService(GenerateForce generate) : V1.ForceService.ForceServiceBase
{
    public override Task<GenerateForceResponse> GenerateForce(GenerateForceRequest request, ServerCallContext context) => generate.HandleAsync(request, context);
}
