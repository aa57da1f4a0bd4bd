using FsCheck;
using FsCheck.Fluent;
using Summit.Api.V1;
using Summit.Budgets.Funds;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Kind = Summit.Budgets.V1.FundEvent.Types.Kind;

namespace Summit.Budgets.Tests.Funds;

public sealed class FundLedgerTests
{
    [Fact]
    public void Apply_AllocationAboveThePot_Insufficient()
    {
        var ledger = new Ledger();
        ledger.Apply(Event("c", Kind.Contribution, "100"));
        ledger.Apply(Event("a", Kind.Allocation, "60", "bridges"));
        var failure = Assert.Throws<PreconditionException>(() => ledger.Apply(Event("b", Kind.Allocation, "40.01")));
        Assert.Equal((ErrorReason.FundsInsufficient, "EUR 40"), (failure.Reason, failure.Facts["available"]));
        ledger.Apply(Event("b", Kind.Allocation, "40"));
        Assert.Equal("0", Make.Text(ledger.Fund.Available));
    }

    [Fact]
    public void Apply_DisbursementAboveItsPurpose_Insufficient()
    {
        var ledger = new Ledger();
        ledger.Apply(Event("c", Kind.Contribution, "100"));
        ledger.Apply(Event("a", Kind.Allocation, "60", "bridges"));
        ledger.Apply(Event("b", Kind.Allocation, "40", "fuel"));
        ledger.Apply(Event("d", Kind.Disbursement, "50", "bridges"));
        Assert.Throws<PreconditionException>(() => ledger.Apply(Event("e", Kind.Disbursement, "11", "bridges")));
        Assert.Throws<PreconditionException>(() => ledger.Apply(Event("f", Kind.Release, "11", "bridges")));
        ledger.Apply(Event("g", Kind.Release, "10", "bridges"));
        var fund = ledger.Fund;
        Assert.Equal(("100", "90", "50", "10"), (Make.Text(fund.Contributed), Make.Text(fund.Allocated), Make.Text(fund.Disbursed), Make.Text(fund.Available)));
    }

    [Fact]
    public void Check_WrongEvent_AllFaultsAtOnce()
    {
        var entry = new FundEvent { Id = "c", Amount = Make.Money("0.001", "USD"), EventDate = Make.Day("2025-01-01"), Nation = "nations/FRA" };
        var violations = new Violations();
        FundLedger.Check(New(), entry, isHeld: true, violations);
        Assert.Equal(["event.id", "event.kind", "event.amount", "event.amount", "event.nation"], violations.Found.Select(violation => violation.Field));
    }

    [Fact]
    public void Apply_AnyEvents_BalancesAreTheSumsAndNeverNegative()
    {
        var cases = (from kind in Gen.Choose(1, 4)
                     from purpose in Gen.Elements("a", "b")
                     from cents in Gen.Choose(1, 10_000)
                     select (Kind: (Kind)kind, Purpose: purpose, Cents: cents)).ListOf();
        Prop.ForAll(cases.ToArbitrary(), events =>
        {
            var ledger = new Ledger();
            var accepted = new List<FundEvent>();
            foreach (var (one, i) in events.Select((one, i) => (one, i)))
            {
                var before = ledger.Fund.Clone();
                var entry = Event($"e{i}", one.Kind, $"{one.Cents / 100}.{one.Cents % 100:D2}", one.Purpose);
                try
                {
                    ledger.Apply(entry);
                    accepted.Add(entry);
                }
                catch (PreconditionException)
                {
                    if (!ledger.Fund.Equals(before))
                    {
                        return false;
                    }
                }
            }

            var fund = ledger.Fund;
            Rational Sum(Kind kind) => Rational.Sum(accepted.Where(entry => entry.Kind == kind).Select(entry => Amount.Of(entry.Amount)));
            return fund.EventCount == accepted.Count
                && Amount.Of(fund.Contributed) == Sum(Kind.Contribution)
                && Amount.Of(fund.Allocated) == Sum(Kind.Allocation) - Sum(Kind.Release)
                && Amount.Of(fund.Disbursed) == Sum(Kind.Disbursement)
                && Amount.Of(fund.Available) == Amount.Of(fund.Contributed) - Amount.Of(fund.Allocated)
                && Amount.Of(fund.Available).Sign >= 0 && Amount.Of(fund.Disbursed) <= Amount.Of(fund.Allocated)
                && ledger.Purposes.All(purpose => Amount.Of(purpose.Disbursed) <= Amount.Of(purpose.Allocated));
        }).QuickCheckThrowOnFailure();
    }

    internal static Fund New()
    {
        var fund = new Fund { Name = "funds/common-costs", DisplayName = "Common costs", CurrencyCode = "EUR" };
        FundLedger.Open(fund);
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

    /// <summary>A fund with its purposes, without a store.</summary>
    private sealed class Ledger
    {
        private readonly Dictionary<string, FundPurpose> _purposes = [];

        public Fund Fund { get; } = New();

        public IEnumerable<FundPurpose> Purposes => _purposes.Values;

        public void Apply(FundEvent entry)
        {
            if (!_purposes.TryGetValue(entry.Purpose, out var purpose))
            {
                _purposes[entry.Purpose] = purpose = FundLedger.OpenPurpose(Fund, entry.Purpose);
            }

            FundLedger.Apply(Fund, purpose, entry);
        }
    }
}
