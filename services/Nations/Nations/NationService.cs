using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Nations;

/// <summary>Nations: memberships, population, and rules of parliament.</summary>
internal sealed class NationService(StandardMethods<Nation> standard) : V1.NationService.NationServiceBase
{
    public override Task<Nation> GetNation(GetNationRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListNationsResponse> ListNations(ListNationsRequest request, ServerCallContext context) =>
        standard.ListAsync<ListNationsResponse>(request, context);

    public override Task<BatchGetNationsResponse> BatchGetNations(BatchGetNationsRequest request, ServerCallContext context) =>
        standard.BatchGetAsync<BatchGetNationsResponse>(request, context);

    public override Task<Nation> CreateNation(CreateNationRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Nation> UpdateNation(UpdateNationRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);
}
