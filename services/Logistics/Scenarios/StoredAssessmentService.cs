using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Scenarios;

/// <summary>The calls of StoredAssessmentService; it only delegates.</summary>
internal sealed class StoredAssessmentService(StandardMethods<StoredAssessment> methods, CreateStoredAssessment create, RecheckStoredAssessment recheck)
    : V1.StoredAssessmentService.StoredAssessmentServiceBase
{
    public override Task<StoredAssessment> GetStoredAssessment(GetStoredAssessmentRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<BatchGetStoredAssessmentsResponse> BatchGetStoredAssessments(BatchGetStoredAssessmentsRequest request, ServerCallContext context) =>
        methods.BatchGetAsync<BatchGetStoredAssessmentsResponse>(request, context);

    public override async Task<ListStoredAssessmentsResponse> ListStoredAssessments(ListStoredAssessmentsRequest request, ServerCallContext context)
    {
        var page = await methods.ListAsync<ListStoredAssessmentsResponse>(request, context);
        foreach (var stored in page.StoredAssessments)
        {
            stored.Answer = null; // A page of answers would be larger than a message may be.
        }

        return page;
    }

    public override Task<StoredAssessment> CreateStoredAssessment(CreateStoredAssessmentRequest request, ServerCallContext context) => create.HandleAsync(request, context);

    public override Task<StoredAssessment> UpdateStoredAssessment(UpdateStoredAssessmentRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteStoredAssessment(DeleteStoredAssessmentRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);

    public override Task<RecheckStoredAssessmentResponse> RecheckStoredAssessment(RecheckStoredAssessmentRequest request, ServerCallContext context) =>
        recheck.HandleAsync(request, context);
}
