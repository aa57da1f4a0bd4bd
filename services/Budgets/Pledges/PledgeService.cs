using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Pledges;

/// <summary>Methods for <c>pledge</c> resources.</summary>
internal sealed class PledgeService(
    StandardMethods<Pledge> methods, StandardMethods<PledgeEvent> events, AppendPledgeEvent appendPledgeEvent, ComputePledgeLadder computePledgeLadder) : V1.PledgeService.PledgeServiceBase
{
    public override Task<Pledge> GetPledge(GetPledgeRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListPledgesResponse> ListPledges(ListPledgesRequest request, ServerCallContext context) =>
        methods.ListAsync<ListPledgesResponse>(request, context);

    public override Task<Pledge> CreatePledge(CreatePledgeRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<Pledge> UpdatePledge(UpdatePledgeRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeletePledge(DeletePledgeRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    public override Task<Pledge> AppendPledgeEvent(AppendPledgeEventRequest request, ServerCallContext context) => appendPledgeEvent.HandleAsync(request, context);

    public override Task<ListPledgeEventsResponse> ListPledgeEvents(ListPledgeEventsRequest request, ServerCallContext context) =>
        events.ListAsync<ListPledgeEventsResponse>(request, context);

    public override Task<ComputePledgeLadderResponse> ComputePledgeLadder(ComputePledgeLadderRequest request, ServerCallContext context) => computePledgeLadder.HandleAsync(request, context);
}
