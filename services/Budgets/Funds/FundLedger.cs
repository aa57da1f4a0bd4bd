using System.Security.Cryptography;
using System.Text;
using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Kind = Summit.Budgets.V1.FundEvent.Types.Kind;

namespace Summit.Budgets.Funds;

/// <summary>
/// The ledger of a fund. Each event is a separate row, and the fund and its purposes store the sums, so that the cost of an append
/// does not depend on the number of events. An event that the sums do not allow is refused. All operations run inside the
/// transaction of the store, which has no other writer.
/// </summary>
internal static class FundLedger
{
    private const int PurposeIdLength = 32;

    /// <summary>Returns the name of an event.</summary>
    public static string EventName(string fund, string id) => $"{fund}/events/{id}";

    /// <summary>Returns the name of a purpose. Its text is not restricted, so the id is a digest of the text.</summary>
    public static string PurposeName(string fund, string purpose) =>
        $"{fund}/purposes/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(purpose)))[..PurposeIdLength]}";

    /// <summary>Initialises a fund without events.</summary>
    public static void Open(Fund fund)
    {
        fund.EventCount = 0;
        var nothing = Amount.ToMoney(Rational.Zero, fund.CurrencyCode);
        (fund.Contributed, fund.Allocated, fund.Disbursed, fund.Available) = (nothing, nothing.Clone(), nothing.Clone(), nothing.Clone());
    }

    /// <summary>Creates a purpose for which no money is set aside yet.</summary>
    public static FundPurpose OpenPurpose(Fund fund, string purpose)
    {
        var nothing = Amount.ToMoney(Rational.Zero, fund.CurrencyCode);
        return new FundPurpose { Name = PurposeName(fund.Name, purpose), Purpose = purpose, Allocated = nothing, Disbursed = nothing.Clone() };
    }

    /// <summary>Validates an event for this fund.</summary>
    /// <param name="fund">The fund.</param>
    /// <param name="entry">The event. Its fields may be invalid.</param>
    /// <param name="isHeld">Whether the ledger already has an event with this id.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void Check(Fund fund, FundEvent entry, bool isHeld, Violations violations)
    {
        violations.Require(!isHeld, "event.id", $"\"{entry.Id}\" is in this ledger already; events are never changed, append one with a new id");
        violations.Require(
            entry.Kind != Kind.Unspecified, "event.kind", "is not set; use one of KIND_CONTRIBUTION, KIND_ALLOCATION, KIND_DISBURSEMENT and KIND_RELEASE");
        violations.RequireShareable(entry.Amount, fund.CurrencyCode, "event.amount");
        violations.Require(entry.Amount is null || !Amount.Of(entry.Amount).IsZero, "event.amount", "is 0; it must be above 0");
        violations.Require(entry.Kind != Kind.Contribution || entry.Nation.Length > 0, "event.nation", "is not set; give who contributes");
        violations.Require(
            entry.Kind == Kind.Contribution || entry.Nation.Length == 0, "event.nation", $"\"{entry.Nation}\" is set; only contributions have one");
        violations.Require(entry.EventDate is null || entry.EventDate.TryDay() is not null, "event.event_date", "is not a whole day; give year, month and day");
    }

    /// <summary>Adds an event to the sums, if enough money is available.</summary>
    /// <exception cref="PreconditionException">The pot or its purpose does not contain enough money. Nothing is changed.</exception>
    public static void Apply(Fund fund, FundPurpose purpose, FundEvent entry)
    {
        var amount = Amount.Of(entry.Amount);
        var (available, left) = (Amount.Of(fund.Available), Amount.Of(purpose.Allocated) - Amount.Of(purpose.Disbursed));
        switch (entry.Kind)
        {
            case Kind.Contribution:
                fund.Contributed = Plus(fund.Contributed, amount);
                break;
            case Kind.Allocation:
                RequireFunds(available, amount, fund, fund.Name);
                fund.Allocated = Plus(fund.Allocated, amount);
                purpose.Allocated = Plus(purpose.Allocated, amount);
                break;
            case Kind.Disbursement:
                RequireFunds(left, amount, fund, $"purpose \"{entry.Purpose}\" of {fund.Name}");
                fund.Disbursed = Plus(fund.Disbursed, amount);
                purpose.Disbursed = Plus(purpose.Disbursed, amount);
                break;
            default:
                RequireFunds(left, amount, fund, $"purpose \"{entry.Purpose}\" of {fund.Name}");
                fund.Allocated = Plus(fund.Allocated, -amount);
                purpose.Allocated = Plus(purpose.Allocated, -amount);
                break;
        }

        fund.Available = Plus(fund.Contributed, -Amount.Of(fund.Allocated));
        fund.EventCount++;
        (entry.Name, entry.Position) = (EventName(fund.Name, entry.Id), fund.EventCount);
    }

    private static Google.Type.Money Plus(Google.Type.Money sum, Rational amount) => Amount.ToMoney(Amount.Of(sum) + amount, sum.CurrencyCode);

    private static void RequireFunds(Rational left, Rational amount, Fund fund, string pot)
    {
        if (amount <= left)
        {
            return;
        }

        var available = $"{fund.CurrencyCode} {left.ToText(9)}";
        throw new PreconditionException(
            ErrorReason.FundsInsufficient,
            fund.Name,
            $"{pot} has {available} left, {fund.CurrencyCode} {amount.ToText(9)} were asked for; ask for at most what is left.",
            new Dictionary<string, string> { ["available"] = available });
    }
}
