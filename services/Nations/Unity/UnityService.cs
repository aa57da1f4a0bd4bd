using Grpc.Core;
using Summit.Nations.V1;

namespace Summit.Nations.Unity;

/// <summary>Measures of unity. Each method is implemented in a class with the same name.</summary>
internal sealed class UnityService(MeasureUnity measure, MeasureUnitedFront front) : V1.UnityService.UnityServiceBase
{
    public override Task<MeasureUnityResponse> MeasureUnity(MeasureUnityRequest request, ServerCallContext context) => measure.HandleAsync(request, context);

    public override Task<MeasureUnitedFrontResponse> MeasureUnitedFront(MeasureUnitedFrontRequest request, ServerCallContext context) => front.HandleAsync(request, context);
}
