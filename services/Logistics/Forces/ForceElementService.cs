using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The calls of ForceElementService; it only delegates.</summary>
internal sealed class ForceElementService(StandardMethods<ForceElement> methods) : V1.ForceElementService.ForceElementServiceBase
{
    public override Task<ForceElement> GetForceElement(GetForceElementRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListForceElementsResponse> ListForceElements(ListForceElementsRequest request, ServerCallContext context) => methods.ListAsync<ListForceElementsResponse>(request, context);

    public override Task<ForceElement> CreateForceElement(CreateForceElementRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<ForceElement> UpdateForceElement(UpdateForceElementRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteForceElement(DeleteForceElementRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
