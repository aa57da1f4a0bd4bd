using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Mandates;

/// <summary>Mandates: national authorisations to deploy.</summary>
internal sealed class MandateService(StandardMethods<Mandate> standard) : V1.MandateService.MandateServiceBase
{
    public override Task<Mandate> GetMandate(GetMandateRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListMandatesResponse> ListMandates(ListMandatesRequest request, ServerCallContext context) =>
        standard.ListAsync<ListMandatesResponse>(request, context);

    public override Task<Mandate> CreateMandate(CreateMandateRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Mandate> UpdateMandate(UpdateMandateRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);

    public override Task<Empty> DeleteMandate(DeleteMandateRequest request, ServerCallContext context) => standard.DeleteAsync(request, context);
}
