using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Kind = Summit.Budgets.V1.FundEvent.Types.Kind;

namespace Summit.Budgets.Funds;

/// <summary>
/// A fund's ledger. Balances are always computed from all events, never carried on, so they cannot drift; an event that the
/// balances do not allow is refused. Both happen inside the store's transaction, where no other writer is.
/// </summary>
internal static class FundLedger
{
    public const int MaxEvents = 10_000;

    /// <summary>Sets the balances to the sums of the events.</summary>
    public static void SetBalances(Fund fund)
    {
        var (contributed, disbursed) = (Sum(fund, Kind.Contribution), Sum(fund, Kind.Disbursement));
        var allocated = Sum(fund, Kind.Allocation) - Sum(fund, Kind.Release);
        fund.Contributed = Amount.ToMoney(contributed, fund.CurrencyCode);
        fund.Allocated = Amount.ToMoney(allocated, fund.CurrencyCode);
        fund.Disbursed = Amount.ToMoney(disbursed, fund.CurrencyCode);
        fund.Available = Amount.ToMoney(contributed - allocated, fund.CurrencyCode);
    }

    /// <summary>Appends an event, if the money is there.</summary>
    /// <exception cref="InvalidFieldsException">The event is not valid in this fund.</exception>
    /// <exception cref="PreconditionException">The pot or its purpose does not hold that much.</exception>
    /// <exception cref="ComputationTooLargeException">The ledger is full.</exception>
    public static void Append(Fund fund, FundEvent entry)
    {
        if (fund.Events.Count >= MaxEvents)
        {
            throw new ComputationTooLargeException($"events of {fund.Name}", fund.Events.Count + 1, MaxEvents);
        }

        CheckFields(fund, entry);
        if (Limit(fund, entry) is { } limit && Amount.Of(entry.Amount) > limit)
        {
            var available = $"{fund.CurrencyCode} {limit.ToText(9)}";
            var pot = entry.Kind == Kind.Allocation ? fund.Name : $"purpose \"{entry.Purpose}\" of {fund.Name}";
            throw new PreconditionException(
                ErrorReason.FundsInsufficient,
                fund.Name,
                $"{pot} has {available} left, {Amount.Text(entry.Amount)} were asked for; ask for at most what is left.",
                new Dictionary<string, string> { ["available"] = available });
        }

        fund.Events.Add(entry);
        SetBalances(fund);
    }

    private static void CheckFields(Fund fund, FundEvent entry)
    {
        var faults = new Faults();
        faults.When(
            fund.Events.Any(earlier => earlier.Id == entry.Id),
            "event.id",
            $"\"{entry.Id}\" is in this ledger already; events are never changed, append one with a new id");
        faults.When(
            entry.Kind == Kind.Unspecified,
            "event.kind",
            "is not set; allowed are KIND_CONTRIBUTION, KIND_ALLOCATION, KIND_DISBURSEMENT and KIND_RELEASE");
        faults.CheckShareable(entry.Amount, fund.CurrencyCode, "event.amount");
        faults.When(Amount.Of(entry.Amount).IsZero, "event.amount", "is 0; allowed is above 0");
        faults.When(entry.Kind == Kind.Contribution && entry.Nation.Length == 0, "event.nation", "is not set; needed is who contributes");
        faults.When(
            entry.Kind != Kind.Contribution && entry.Nation.Length > 0,
            "event.nation",
            $"\"{entry.Nation}\" is set; only contributions have one");
        faults.ThrowIfAny();
    }

    /// <summary>The most that an event of this kind may be; null for no limit.</summary>
    private static Rational? Limit(Fund fund, FundEvent entry) => entry.Kind switch
    {
        Kind.Contribution => null,
        Kind.Allocation => Sum(fund, Kind.Contribution) - (Sum(fund, Kind.Allocation) - Sum(fund, Kind.Release)),
        _ => Sum(fund, Kind.Allocation, entry.Purpose) - Sum(fund, Kind.Release, entry.Purpose) - Sum(fund, Kind.Disbursement, entry.Purpose),
    };

    private static Rational Sum(Fund fund, Kind kind, string? purpose = null) =>
        Rational.Sum(fund.Events.Where(entry => entry.Kind == kind && (purpose is null || entry.Purpose == purpose)).Select(entry => Amount.Of(entry.Amount)));
}
