using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Network;

/// <summary>The calls of TransportNodeService; it only delegates.</summary>
internal sealed class TransportNodeService(StandardMethods<TransportNode> methods) : V1.TransportNodeService.TransportNodeServiceBase
{
    public override Task<TransportNode> GetTransportNode(GetTransportNodeRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListTransportNodesResponse> ListTransportNodes(ListTransportNodesRequest request, ServerCallContext context) => methods.ListAsync<ListTransportNodesResponse>(request, context);

    public override Task<TransportNode> CreateTransportNode(CreateTransportNodeRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<TransportNode> UpdateTransportNode(UpdateTransportNodeRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteTransportNode(DeleteTransportNodeRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
