using FsCheck;
using FsCheck.Fluent;
using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Funds;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Kind = Summit.Budgets.V1.FundEvent.Types.Kind;

namespace Summit.Budgets.Tests.Funds;

public sealed class FundLedgerTests
{
    [Fact]
    public void Append_AllocationAboveThePot_Insufficient()
    {
        var fund = New(Event("c", Kind.Contribution, "100"));
        FundLedger.Append(fund, Event("a", Kind.Allocation, "60", "bridges"));
        var failure = Assert.Throws<PreconditionException>(() => FundLedger.Append(fund, Event("b", Kind.Allocation, "40.01")));
        Assert.Equal((ErrorReason.FundsInsufficient, "EUR 40"), (failure.Reason, failure.Facts["available"]));
        FundLedger.Append(fund, Event("b", Kind.Allocation, "40"));
        Assert.Equal("0", Make.Text(fund.Available));
    }

    [Fact]
    public void Append_DisbursementAboveItsPurpose_Insufficient()
    {
        var fund = New(Event("c", Kind.Contribution, "100"), Event("a", Kind.Allocation, "60", "bridges"), Event("b", Kind.Allocation, "40", "fuel"));
        FundLedger.Append(fund, Event("d", Kind.Disbursement, "50", "bridges"));
        Assert.Throws<PreconditionException>(() => FundLedger.Append(fund, Event("e", Kind.Disbursement, "11", "bridges")));
        Assert.Throws<PreconditionException>(() => FundLedger.Append(fund, Event("f", Kind.Release, "11", "bridges")));
        FundLedger.Append(fund, Event("g", Kind.Release, "10", "bridges"));
        Assert.Equal(("100", "90", "50", "10"), (Make.Text(fund.Contributed), Make.Text(fund.Allocated), Make.Text(fund.Disbursed), Make.Text(fund.Available)));
    }

    [Fact]
    public void Append_WrongEvent_AllFaultsAtOnce()
    {
        var fund = New(Event("c", Kind.Contribution, "100"));
        var entry = new FundEvent { Id = "c", Amount = Make.Money("0.001", "USD"), EventDate = Make.Day("2025-01-01"), Nation = "nations/FRA" };
        var failure = Assert.Throws<InvalidFieldsException>(() => FundLedger.Append(fund, entry));
        Assert.Equal(["event.id", "event.kind", "event.amount", "event.amount", "event.nation"], failure.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Append_AnyEvents_BalancesAreTheSumsAndNeverNegative()
    {
        var cases = (from kind in Gen.Choose(1, 4)
                     from purpose in Gen.Elements("a", "b")
                     from cents in Gen.Choose(1, 10_000)
                     select (Kind: (Kind)kind, Purpose: purpose, Cents: cents)).ListOf();
        Prop.ForAll(cases.ToArbitrary(), events =>
        {
            var fund = New();
            foreach (var (one, i) in events.Select((one, i) => (one, i)))
            {
                var before = fund.Clone();
                try
                {
                    FundLedger.Append(fund, Event($"e{i}", one.Kind, $"{one.Cents / 100}.{one.Cents % 100:D2}", one.Purpose));
                }
                catch (PreconditionException)
                {
                    if (!fund.Equals(before))
                    {
                        return false;
                    }
                }
            }

            Rational Sum(Kind kind) => Rational.Sum(fund.Events.Where(entry => entry.Kind == kind).Select(entry => Amount.Of(entry.Amount)));
            return Amount.Of(fund.Contributed) == Sum(Kind.Contribution)
                && Amount.Of(fund.Allocated) == Sum(Kind.Allocation) - Sum(Kind.Release)
                && Amount.Of(fund.Disbursed) == Sum(Kind.Disbursement)
                && Amount.Of(fund.Available) == Amount.Of(fund.Contributed) - Amount.Of(fund.Allocated)
                && Amount.Of(fund.Available).Sign >= 0 && Amount.Of(fund.Disbursed) <= Amount.Of(fund.Allocated);
        }).QuickCheckThrowOnFailure();
    }

    internal static Fund New(params FundEvent[] events)
    {
        var fund = new Fund { Name = "funds/common-costs", DisplayName = "Common costs", CurrencyCode = "EUR", Events = { events } };
        FundLedger.SetBalances(fund);
        return fund;
    }

    internal static FundEvent Event(string id, Kind kind, string amount, string purpose = "") => new()
    {
        Id = id,
        Kind = kind,
        Amount = Make.Money(amount),
        EventDate = Make.Day("2025-01-01"),
        Purpose = kind == Kind.Contribution ? "" : purpose,
        Nation = kind == Kind.Contribution ? "nations/FRA" : "",
    };
}
