using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The calls of StandingCommitmentService; it only delegates.</summary>
internal sealed class StandingCommitmentService(StandardMethods<StandingCommitment> methods) : V1.StandingCommitmentService.StandingCommitmentServiceBase
{
    public override Task<StandingCommitment> GetStandingCommitment(GetStandingCommitmentRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListStandingCommitmentsResponse> ListStandingCommitments(ListStandingCommitmentsRequest request, ServerCallContext context) =>
        methods.ListAsync<ListStandingCommitmentsResponse>(request, context);

    public override Task<StandingCommitment> CreateStandingCommitment(CreateStandingCommitmentRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<StandingCommitment> UpdateStandingCommitment(UpdateStandingCommitmentRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteStandingCommitment(DeleteStandingCommitmentRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
