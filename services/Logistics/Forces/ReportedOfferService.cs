using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The calls of ReportedOfferService; it only delegates.</summary>
internal sealed class ReportedOfferService(StandardMethods<ReportedOffer> methods) : V1.ReportedOfferService.ReportedOfferServiceBase
{
    public override Task<ReportedOffer> GetReportedOffer(GetReportedOfferRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListReportedOffersResponse> ListReportedOffers(ListReportedOffersRequest request, ServerCallContext context) => methods.ListAsync<ListReportedOffersResponse>(request, context);

    public override Task<ReportedOffer> CreateReportedOffer(CreateReportedOfferRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<ReportedOffer> UpdateReportedOffer(UpdateReportedOfferRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteReportedOffer(DeleteReportedOfferRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
