using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Store;

namespace Summit.Budgets.Funds;

/// <summary>Appends one event to a fund's ledger.</summary>
internal static class AppendFundEvent
{
    /// <summary>Runs inside the store's transaction: what it reads is what it writes on.</summary>
    public static Fund Run(AppendFundEventRequest request, Transaction transaction)
    {
        var fund = transaction.Get(BudgetResources.Funds, request.Name);
        if (request.Etag.Length > 0 && request.Etag != fund.Etag)
        {
            throw new StaleEtagException(fund.Name, request.Etag, fund.Etag);
        }

        FundLedger.Append(fund, request.Event);
        return transaction.Update(BudgetResources.Funds, fund);
    }
}
