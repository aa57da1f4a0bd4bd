using Grpc.Core;
using Summit.Hosting;
using Summit.Nations.V1;

namespace Summit.SampleHost;

/// <summary>A service without a store that answers from another one, as the assessment does.</summary>
public static class Front
{
    public static SummitHostBuilder CreateBuilder(string[] args) => SummitHost.CreateBuilder(args, "logistics")
        .AddClients()
        .AddGrpcService<FrontRpc>();
}

public sealed class FrontRpc(PositionService.PositionServiceClient nations) : PositionService.PositionServiceBase
{
    /// <summary>Reads the position twice, and changes it between the two.</summary>
    public override async Task<Position> UpdatePosition(UpdatePositionRequest request, ServerCallContext context)
    {
        var get = new GetPositionRequest { Name = request.Position.Name };
        await nations.GetPositionAsync(get);
        await nations.UpdatePositionAsync(request);
        return await nations.GetPositionAsync(get);
    }

    /// <summary>Reads the same thing many times at once.</summary>
    public override async Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context)
    {
        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => nations.ListPositionsAsync(request).ResponseAsync));
        return pages.Select(p => p.Revision).Distinct().Count() == 1 ? pages[0] : throw new InvalidOperationException("the reads saw different revisions");
    }

    public override async Task<Position> GetPosition(GetPositionRequest request, ServerCallContext context) => await nations.GetPositionAsync(request);
}
