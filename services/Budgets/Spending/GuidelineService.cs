using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;

namespace Summit.Budgets.Spending;

/// <summary>Methods for <c>guideline</c> resources.</summary>
internal sealed class GuidelineService(StandardMethods<Guideline> methods) : V1.GuidelineService.GuidelineServiceBase
{
    public override Task<Guideline> GetGuideline(GetGuidelineRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListGuidelinesResponse> ListGuidelines(ListGuidelinesRequest request, ServerCallContext context) =>
        methods.ListAsync<ListGuidelinesResponse>(request, context);

    public override Task<Guideline> CreateGuideline(CreateGuidelineRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<Guideline> UpdateGuideline(UpdateGuidelineRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteGuideline(DeleteGuidelineRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
