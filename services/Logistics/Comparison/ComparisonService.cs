using Grpc.Core;
using Summit.Logistics.V1;

namespace Summit.Logistics.Comparison;

/// <summary>The calls of ComparisonService; it only delegates.</summary>
internal sealed class ComparisonService(CompareAssessments compare) : V1.ComparisonService.ComparisonServiceBase
{
    public override Task<CompareAssessmentsResponse> CompareAssessments(CompareAssessmentsRequest request, ServerCallContext context) => compare.HandleAsync(request, context);
}
