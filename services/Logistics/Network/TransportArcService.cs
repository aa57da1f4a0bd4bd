using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Network;

/// <summary>The calls of TransportArcService; it only delegates.</summary>
internal sealed class TransportArcService(StandardMethods<TransportArc> methods) : V1.TransportArcService.TransportArcServiceBase
{
    public override Task<TransportArc> GetTransportArc(GetTransportArcRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListTransportArcsResponse> ListTransportArcs(ListTransportArcsRequest request, ServerCallContext context) => methods.ListAsync<ListTransportArcsResponse>(request, context);

    public override Task<TransportArc> CreateTransportArc(CreateTransportArcRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<TransportArc> UpdateTransportArc(UpdateTransportArcRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteTransportArc(DeleteTransportArcRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
