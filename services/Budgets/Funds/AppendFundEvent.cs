using Grpc.Core;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Funds;

/// <summary>
/// Appends one event to the ledger of a fund. It writes only the event, the fund and one purpose, regardless of the length of the
/// ledger.
/// </summary>
internal sealed class AppendFundEvent(StoreReads reads, StoreWrites writes) : IRequestCheck<AppendFundEventRequest>
{
    public async ValueTask CheckAsync(AppendFundEventRequest request, ServerCallContext context, Violations found)
    {
        // The append itself reports a fund that does not exist.
        if (request.Event is null || !Types.Funds.IsName(request.Name))
        {
            return;
        }

        var snapshot = await reads.OpenAsync(context);
        if (await snapshot.FindAsync(Types.Funds, request.Name, context.Caller().Visibility, context.CancellationToken) is { } fund)
        {
            // The store answers a repeated request_id. The event of such a request exists because the first call wrote it.
            FundLedger.Check(fund, request.Event, isHeld: false, found);
        }
    }

    public Task<Fund> HandleAsync(AppendFundEventRequest request, ServerCallContext context) =>
        writes.CommitAsync(request, context, write => Run(request, write.Transaction));

    /// <summary>Runs inside the transaction of the store, so that its writes are based on the data that it reads.</summary>
    public static Fund Run(AppendFundEventRequest request, Transaction transaction)
    {
        var fund = transaction.Get(Types.Funds, request.Name);
        if (request.Etag.Length > 0 && request.Etag != fund.Etag)
        {
            throw new StaleEtagException(fund.Name, request.Etag, fund.Etag);
        }

        var entry = request.Event.Clone();
        OutputFields.Clear(entry);
        var violations = new Violations();
        FundLedger.Check(fund, entry, transaction.Find(Types.FundEvents, FundLedger.EventName(fund.Name, entry.Id)) is not null, violations);
        violations.ThrowIfAny();

        var purpose = transaction.Find(Types.FundPurposes, FundLedger.PurposeName(fund.Name, entry.Purpose)) ?? FundLedger.OpenPurpose(fund, entry.Purpose);
        FundLedger.Apply(fund, purpose, entry);
        transaction.Create(Types.FundEvents, entry);
        if (entry.Kind != FundEvent.Types.Kind.Contribution)
        {
            transaction.Put(Types.FundPurposes, purpose);
        }

        return transaction.Update(Types.Funds, fund);
    }
}
