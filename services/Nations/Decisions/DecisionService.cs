using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Decisions.Permissions;
using Summit.Nations.Decisions.Power;
using Summit.Nations.Decisions.Tallying;
using Summit.Nations.V1;

namespace Summit.Nations.Decisions;

/// <summary>Decisions: lifecycle, votes, objections, and computations. Each method is implemented in a class with the same name.</summary>
internal sealed class DecisionService(
    StandardMethods<Decision> standard,
    StandardMethods<Vote> votes,
    StandardMethods<Objection> objections,
    TransitionDecision transition,
    CastVote cast,
    RaiseObjection raise,
    TallyDecision tally,
    ComputeVotingPower power,
    CheckPermission permission) : V1.DecisionService.DecisionServiceBase
{
    public override Task<Decision> GetDecision(GetDecisionRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListDecisionsResponse> ListDecisions(ListDecisionsRequest request, ServerCallContext context) =>
        standard.ListAsync<ListDecisionsResponse>(request, context);

    public override Task<Decision> CreateDecision(CreateDecisionRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Decision> UpdateDecision(UpdateDecisionRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);

    public override Task<Empty> DeleteDecision(DeleteDecisionRequest request, ServerCallContext context) => standard.DeleteAsync(request, context);

    public override Task<Decision> TransitionDecision(TransitionDecisionRequest request, ServerCallContext context) => transition.HandleAsync(request, context);

    public override Task<Vote> CastVote(CastVoteRequest request, ServerCallContext context) => cast.HandleAsync(request, context);

    public override Task<ListVotesResponse> ListVotes(ListVotesRequest request, ServerCallContext context) =>
        votes.ListAsync<ListVotesResponse>(request, context);

    public override Task<Objection> RaiseObjection(RaiseObjectionRequest request, ServerCallContext context) => raise.HandleAsync(request, context);

    public override Task<ListObjectionsResponse> ListObjections(ListObjectionsRequest request, ServerCallContext context) =>
        objections.ListAsync<ListObjectionsResponse>(request, context);

    public override Task<TallyDecisionResponse> TallyDecision(TallyDecisionRequest request, ServerCallContext context) => tally.HandleAsync(request, context);

    public override Task<ComputeVotingPowerResponse> ComputeVotingPower(ComputeVotingPowerRequest request, ServerCallContext context) =>
        power.HandleAsync(request, context);

    public override Task<CheckPermissionResponse> CheckPermission(CheckPermissionRequest request, ServerCallContext context) =>
        permission.HandleAsync(request, context);
}
