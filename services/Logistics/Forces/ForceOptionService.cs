using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The calls of ForceOptionService; it only delegates.</summary>
internal sealed class ForceOptionService(StandardMethods<ForceOption> methods) : V1.ForceOptionService.ForceOptionServiceBase
{
    public override Task<ForceOption> GetForceOption(GetForceOptionRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListForceOptionsResponse> ListForceOptions(ListForceOptionsRequest request, ServerCallContext context) => methods.ListAsync<ListForceOptionsResponse>(request, context);

    public override Task<ForceOption> CreateForceOption(CreateForceOptionRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<ForceOption> UpdateForceOption(UpdateForceOptionRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteForceOption(DeleteForceOptionRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
