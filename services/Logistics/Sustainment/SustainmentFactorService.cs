using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Sustainment;

/// <summary>The calls of SustainmentFactorService; it only delegates.</summary>
internal sealed class SustainmentFactorService(StandardMethods<SustainmentFactor> methods) : V1.SustainmentFactorService.SustainmentFactorServiceBase
{
    public override Task<SustainmentFactor> GetSustainmentFactor(GetSustainmentFactorRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListSustainmentFactorsResponse> ListSustainmentFactors(ListSustainmentFactorsRequest request, ServerCallContext context) => methods.ListAsync<ListSustainmentFactorsResponse>(request, context);

    public override Task<SustainmentFactor> CreateSustainmentFactor(CreateSustainmentFactorRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<SustainmentFactor> UpdateSustainmentFactor(UpdateSustainmentFactorRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteSustainmentFactor(DeleteSustainmentFactorRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
