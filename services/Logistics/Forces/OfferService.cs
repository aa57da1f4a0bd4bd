using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>The calls of OfferService; it only delegates.</summary>
internal sealed class OfferService(StandardMethods<Offer> methods) : V1.OfferService.OfferServiceBase
{
    public override Task<Offer> GetOffer(GetOfferRequest request, ServerCallContext context) => methods.GetAsync(request, context);

    public override Task<ListOffersResponse> ListOffers(ListOffersRequest request, ServerCallContext context) => methods.ListAsync<ListOffersResponse>(request, context);

    public override Task<Offer> CreateOffer(CreateOfferRequest request, ServerCallContext context) => methods.CreateAsync(request, context);

    public override Task<Offer> UpdateOffer(UpdateOfferRequest request, ServerCallContext context) => methods.UpdateAsync(request, context);

    public override Task<Empty> DeleteOffer(DeleteOfferRequest request, ServerCallContext context) => methods.DeleteAsync(request, context);
}
