using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;
using Meeting = Summit.Nations.V1.Summit;

namespace Summit.Nations.Summits;

/// <summary>Summits: who met, when, and on which topics.</summary>
internal sealed class SummitService(StandardMethods<Meeting> standard) : V1.SummitService.SummitServiceBase
{
    public override Task<Meeting> GetSummit(GetSummitRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListSummitsResponse> ListSummits(ListSummitsRequest request, ServerCallContext context) =>
        standard.ListAsync<ListSummitsResponse>(request, context);

    public override Task<Meeting> CreateSummit(CreateSummitRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Meeting> UpdateSummit(UpdateSummitRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);
}
