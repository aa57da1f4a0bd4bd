using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Kernel;
using Summit.Nations.Decisions.Lifecycle;
using Summit.Nations.Resources;
using Summit.Nations.V1;

namespace Summit.Nations.Consents;

/// <summary>Withdraws a consent and suspends the decisions that need it, in one commit.</summary>
internal sealed class WithdrawConsent(StoreWrites writes)
{
    public Task<Consent> HandleAsync(WithdrawConsentRequest request, ServerCallContext context) => writes.CommitAsync(request, context, write =>
    {
        var transaction = write.Transaction;
        var consent = transaction.Get(Types.Consents, request.Name, write.Caller.Visibility);
        if (consent.PublishState != PublishState.Published)
        {
            throw Refusals.StateForbids(consent.Name, $"{consent.Name} is a draft and was never given; delete it instead.", "DRAFT", "PUBLISHED");
        }
        Check(request, consent, write.Now.Day());
        if (consent.Withdrawn)
        {
            return consent;
        }
        consent.Withdrawn = true;
        consent.WithdrawTime = Timestamp.FromDateTimeOffset(write.Now);
        consent.WithdrawDate = request.WithdrawDate ?? write.Now.Day().ToDate();
        consent.WithdrawStatement = request.Statement;
        transaction.Cancel(ConsentLifecycle.TimerKey(consent.Name));
        consent = transaction.Update(Types.Consents, consent, request.Etag);
        DecisionStore.SuspendIfUncovered(transaction, consent, write.Caller.Actor, $"{consent.Name} was withdrawn.");
        return consent;
    });

    private static void Check(WithdrawConsentRequest request, Consent consent, DateOnly today)
    {
        if (request.WithdrawDate?.ToDateOnly() is not { } day)
        {
            return;
        }
        var violations = new Violations();
        violations.Require(day <= today, "withdraw_date", $"{day:O} is in the future; a withdrawal takes effect immediately, so the latest allowed day is {today:O}");
        violations.Require(day >= consent.ConsentDate.ToDateOnly(), "withdraw_date", $"{day:O} is before the consent was given, on {consent.ConsentDate.ToDateOnly():O}");
        violations.ThrowIfAny();
    }
}
