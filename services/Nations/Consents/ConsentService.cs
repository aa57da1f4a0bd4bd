using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Hosting.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Consents;

/// <summary>Consents: the answer of a nation to a decision that affects it.</summary>
internal sealed class ConsentService(StandardMethods<Consent> standard, WithdrawConsent withdraw) : V1.ConsentService.ConsentServiceBase
{
    public override Task<Consent> GetConsent(GetConsentRequest request, ServerCallContext context) => standard.GetAsync(request, context);

    public override Task<ListConsentsResponse> ListConsents(ListConsentsRequest request, ServerCallContext context) =>
        standard.ListAsync<ListConsentsResponse>(request, context);

    public override Task<Consent> CreateConsent(CreateConsentRequest request, ServerCallContext context) => standard.CreateAsync(request, context);

    public override Task<Consent> UpdateConsent(UpdateConsentRequest request, ServerCallContext context) => standard.UpdateAsync(request, context);

    public override Task<Empty> DeleteConsent(DeleteConsentRequest request, ServerCallContext context) => standard.DeleteAsync(request, context);

    public override Task<Consent> WithdrawConsent(WithdrawConsentRequest request, ServerCallContext context) => withdraw.HandleAsync(request, context);
}
