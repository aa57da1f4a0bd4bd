using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.ResponseLadders;

/// <summary>Response ladders: agreed answers to violations of a ceasefire, and where a ladder stands.</summary>
internal sealed class ResponseLadderService(StandardMethods<ResponseLadder> standard, EvaluateLadder evaluate) : V1.ResponseLadderService.ResponseLadderServiceBase
{
    public override Task<ResponseLadder> GetResponseLadder(GetResponseLadderRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListResponseLaddersResponse> ListResponseLadders(ListResponseLaddersRequest request, ServerCallContext context) =>
        standard.ListAsync<ListResponseLaddersResponse>(request, context);

    public override Task<EvaluateLadderResponse> EvaluateLadder(EvaluateLadderRequest request, ServerCallContext context) => evaluate.HandleAsync(request, context);

    public override Task<ResponseLadder> CreateResponseLadder(CreateResponseLadderRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<ResponseLadder> UpdateResponseLadder(UpdateResponseLadderRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);

    public override Task<Empty> DeleteResponseLadder(DeleteResponseLadderRequest request, ServerCallContext context) => standard.DeleteAsync(request, context);
}
