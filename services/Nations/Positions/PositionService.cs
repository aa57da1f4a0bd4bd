using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Positions;

/// <summary>Positions of nations: what was declared, by whom and when.</summary>
internal sealed class PositionService(StandardMethods<Position> standard, AggregateStances stances) : V1.PositionService.PositionServiceBase
{
    public override Task<Position> GetPosition(GetPositionRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context) =>
        standard.ListAsync<ListPositionsResponse>(request, context);

    public override Task<AggregateStancesResponse> AggregateStances(AggregateStancesRequest request, ServerCallContext context) => stances.HandleAsync(request, context);

    public override Task<Position> CreatePosition(CreatePositionRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Position> UpdatePosition(UpdatePositionRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);

    public override Task<Empty> DeletePosition(DeletePositionRequest request, ServerCallContext context) => standard.DeleteAsync(request, context);
}
