using FsCheck;
using FsCheck.Fluent;
using Summit.Api.V1;
using Summit.Budgets.Pledges;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Tests.Pledges;

public sealed class LadderTests
{
    [Fact]
    public void Append_StageAboveTheOneBefore_StateForbids()
    {
        var pledge = new Ledger(Event("p", Stage.Pledged, "100"), Event("c", Stage.Committed, "60"));
        var failure = Assert.Throws<PreconditionException>(() => pledge.Append(Event("c2", Stage.Committed, "40.01")));
        Assert.Equal(ErrorReason.StateForbids, failure.Reason);
        Assert.Equal(2, pledge.Events.Count);
    }

    [Fact]
    public void Append_StageAboveButUnpledged_Allowed()
    {
        var pledge = new Ledger();
        var step = Event("a", Stage.Committed, "5");
        step.Unpledged = true;
        pledge.Append(step);
        Assert.Equal(("0", "5"), (Make.Text(pledge.Pledge.Pledged), Make.Text(pledge.Pledge.Committed)));
    }

    [Fact]
    public void Append_Superseding_ReplacesTheAmount()
    {
        var pledge = new Ledger(Event("p", Stage.Pledged, "100"));
        pledge.Append(Event("p2", Stage.Pledged, "80", supersedes: "p"));
        Assert.Equal("80", Make.Text(pledge.Pledge.Pledged));
        Assert.Equal(2, pledge.Events.Count);
    }

    [Fact]
    public void Append_LoweringWhatIsCommittedAlready_StateForbids()
    {
        var pledge = new Ledger(Event("p", Stage.Pledged, "100"), Event("c", Stage.Committed, "90"));
        Assert.Throws<PreconditionException>(() => pledge.Append(Event("p2", Stage.Pledged, "80", supersedes: "p")));
    }

    [Fact]
    public void Append_PartsAboveTheirWhole_StateForbids()
    {
        var pledge = new Ledger(Event("p", Stage.Pledged, "50"), Event("q", Stage.Pledged, "50"));
        var part = Event("c", Stage.Committed, "60");
        part.PartOf = "p";
        Assert.Throws<PreconditionException>(() => pledge.Append(part));
    }

    [Fact]
    public void Append_WrongLinksProfileAndCurrency_AllFaultsAtOnce()
    {
        var pledge = new Ledger(Event("p", Stage.Pledged, "100"));
        var step = Event("p", Stage.Committed, "10", supersedes: "p");
        step.PartOf = "nothing";
        step.Amount = Make.Money("10", "USD");
        step.Profile.Add(new YearAmount { Year = 2025, Amount = Make.Money("9") });
        var failure = Assert.Throws<InvalidFieldsException>(() => pledge.Append(step));
        Assert.Equal(["event.id", "event.amount", "event.supersedes", "event.part_of", "event.profile"], failure.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void ToSteps_NothingBefore_ConversionIsUndefined()
    {
        var steps = new Ladder(Rational.Zero, new Rational(50, 1), new Rational(25, 1), Rational.Zero).ToSteps("EUR");
        Assert.False(steps.HasCommittedPercent);
        Assert.Equal((50, 0), (steps.AllocatedPercent, steps.DisbursedPercent));
    }

    [Fact]
    public void Append_AnyEvents_SumsCarriedAlongAreThoseOfAllEvents()
    {
        var cases = (from stage in Gen.Choose(1, 4)
                     from cents in Gen.Choose(0, 1_000)
                     from other in Gen.Choose(0, 12)
                     from link in Gen.Choose(0, 3)
                     from unpledged in Gen.Choose(0, 3)
                     select (Stage: (Stage)stage, Cents: cents, Other: other, Link: link, Unpledged: unpledged == 0)).ListOf();
        Prop.ForAll(cases.ToArbitrary(), events =>
        {
            var pledge = new Ledger();
            foreach (var (one, i) in events.Select((one, i) => (one, i)))
            {
                var step = Event($"e{i}", one.Stage, $"{one.Cents / 100}.{one.Cents % 100:D2}", supersedes: one.Link == 1 ? $"e{one.Other}" : "");
                (step.PartOf, step.Unpledged) = (one.Link == 2 ? $"e{one.Other}" : "", one.Unpledged);
                var whole = New([.. pledge.Events.Select(Sent), step]);
                var violations = new Violations();
                LadderChecks.Check(whole, "pledge", violations);
                try
                {
                    pledge.Append(step);
                    if (violations.Any)
                    {
                        return false;
                    }
                }
                catch (SummitException) when (violations.Any)
                {
                    // Refused by both: one event after another, and all at once.
                }
            }

            var ladder = Ladder.Of([.. pledge.Events.OrderBy(e => e.Position)], []);
            return pledge.Events.Count == 0
                || (ladder.Pledged, ladder.Committed, ladder.Allocated, ladder.Disbursed)
                    == (Amount.Of(pledge.Pledge.Pledged), Amount.Of(pledge.Pledge.Committed), Amount.Of(pledge.Pledge.Allocated), Amount.Of(pledge.Pledge.Disbursed));
        }).QuickCheckThrowOnFailure();
    }

    private static PledgeEvent Sent(PledgeEvent held) => new(held) { SupersededBy = "", Parts = null };

    [Fact]
    public void Append_AnyEvents_TotalsAreTheSumOfTheEvents()
    {
        var cases = (from stage in Gen.Choose(1, 4)
                     from cents in Gen.Choose(0, 10_000)
                     select (Stage: (Stage)stage, Cents: cents)).ListOf();
        Prop.ForAll(cases.ToArbitrary(), events =>
        {
            var pledge = new Ledger();
            var accepted = new List<(Stage Stage, int Cents)>();
            foreach (var (step, i) in events.Select((step, i) => (step, i)))
            {
                try
                {
                    pledge.Append(Event($"e{i}", step.Stage, $"{step.Cents / 100}.{step.Cents % 100:D2}"));
                    accepted.Add(step);
                }
                catch (PreconditionException)
                {
                    // Refused: it must leave no trace, which the sums below show.
                }
            }

            Rational Sum(Stage stage) => new(accepted.Where(step => step.Stage == stage).Sum(step => (long)step.Cents), 100);
            if (accepted.Count == 0)
            {
                return pledge.Pledge.EventCount == 0;
            }

            return Amount.Of(pledge.Pledge.Pledged) == Sum(Stage.Pledged) && Amount.Of(pledge.Pledge.Committed) == Sum(Stage.Committed)
                && Amount.Of(pledge.Pledge.Allocated) == Sum(Stage.Allocated) && Amount.Of(pledge.Pledge.Disbursed) == Sum(Stage.Disbursed)
                && Sum(Stage.Disbursed) <= Sum(Stage.Allocated) && Sum(Stage.Allocated) <= Sum(Stage.Committed) && Sum(Stage.Committed) <= Sum(Stage.Pledged);
        }).QuickCheckThrowOnFailure();
    }

    internal static Pledge New(params PledgeEvent[] events) =>
        new() { Name = "nations/FRA/pledges/p", CurrencyCode = "EUR", Form = PledgeForm.Grant, Source = Make.Source(), Events = { events } };

    internal static PledgeEvent Event(string id, Stage stage, string amount, string day = "2024-01-01", string supersedes = "") =>
        new() { Id = id, Stage = stage, Amount = Make.Money(amount), EventDate = Make.Day(day), Supersedes = supersedes };

    /// <summary>A pledge with its events, without a store. A refused event leaves no trace, as in a transaction.</summary>
    private sealed class Ledger
    {
        private readonly Dictionary<string, PledgeEvent> _events = [];

        public Ledger(params PledgeEvent[] events) => events.ToList().ForEach(Append);

        public Pledge Pledge { get; private set; } = New();

        public IReadOnlyCollection<PledgeEvent> Events => _events.Values;

        public void Append(PledgeEvent step)
        {
            var next = Pledge.Clone();
            var ledger = new PledgeLedger(next, id => _events.GetValueOrDefault(id)?.Clone());
            ledger.Append(step);
            foreach (var changed in ledger.Changed)
            {
                _events[changed.Id] = changed;
            }

            Pledge = next;
        }
    }
}
