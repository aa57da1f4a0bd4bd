using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Sustainment;

/// <summary>The calls of SustainmentService; it only delegates.</summary>
internal sealed class SustainmentService(ProjectStocks project) : V1.SustainmentService.SustainmentServiceBase
{
    public override Task<ProjectStocksResponse> ProjectStocks(ProjectStocksRequest request, ServerCallContext context) => project.HandleAsync(request, context);
}
