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
        var pledge = New(Event("p", Stage.Pledged, "100"), Event("c", Stage.Committed, "60"));
        var failure = Assert.Throws<PreconditionException>(() => AppendPledgeEvent.Append(pledge, Event("c2", Stage.Committed, "40.01")));
        Assert.Equal(ErrorReason.StateForbids, failure.Reason);
        Assert.Equal(2, pledge.Events.Count);
    }

    [Fact]
    public void Append_StageAboveButUnpledged_Allowed()
    {
        var pledge = New();
        var step = Event("a", Stage.Committed, "5");
        step.Unpledged = true;
        AppendPledgeEvent.Append(pledge, step);
        Assert.Equal(("0", "5"), (Make.Text(pledge.Pledged), Make.Text(pledge.Committed)));
    }

    [Fact]
    public void Append_Superseding_ReplacesTheAmount()
    {
        var pledge = New(Event("p", Stage.Pledged, "100"));
        AppendPledgeEvent.Append(pledge, Event("p2", Stage.Pledged, "80", supersedes: "p"));
        Assert.Equal("80", Make.Text(pledge.Pledged));
        Assert.Equal(2, pledge.Events.Count);
    }

    [Fact]
    public void Append_LoweringWhatIsCommittedAlready_StateForbids()
    {
        var pledge = New(Event("p", Stage.Pledged, "100"), Event("c", Stage.Committed, "90"));
        Assert.Throws<PreconditionException>(() => AppendPledgeEvent.Append(pledge, Event("p2", Stage.Pledged, "80", supersedes: "p")));
    }

    [Fact]
    public void Append_PartsAboveTheirWhole_StateForbids()
    {
        var pledge = New(Event("p", Stage.Pledged, "50"), Event("q", Stage.Pledged, "50"));
        var part = Event("c", Stage.Committed, "60");
        part.PartOf = "p";
        Assert.Throws<PreconditionException>(() => AppendPledgeEvent.Append(pledge, part));
    }

    [Fact]
    public void Append_WrongLinksProfileAndCurrency_AllFaultsAtOnce()
    {
        var pledge = New(Event("p", Stage.Pledged, "100"));
        var step = Event("p", Stage.Committed, "10", supersedes: "p");
        step.PartOf = "nothing";
        step.Amount = Make.Money("10", "USD");
        step.Profile.Add(new YearAmount { Year = 2025, Amount = Make.Money("9") });
        var failure = Assert.Throws<InvalidFieldsException>(() => AppendPledgeEvent.Append(pledge, step));
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
    public void Append_AnyEvents_TotalsAreTheSumOfTheEvents()
    {
        var cases = (from stage in Gen.Choose(1, 4)
                     from cents in Gen.Choose(0, 10_000)
                     select (Stage: (Stage)stage, Cents: cents)).ListOf();
        Prop.ForAll(cases.ToArbitrary(), events =>
        {
            var pledge = New();
            var accepted = new List<(Stage Stage, int Cents)>();
            foreach (var (step, i) in events.Select((step, i) => (step, i)))
            {
                try
                {
                    AppendPledgeEvent.Append(pledge, Event($"e{i}", step.Stage, $"{step.Cents / 100}.{step.Cents % 100:D2}"));
                    accepted.Add(step);
                }
                catch (PreconditionException)
                {
                    // Refused: it must leave no trace, which the sums below show.
                }
            }

            Rational Sum(Stage stage) => new(accepted.Where(step => step.Stage == stage).Sum(step => (long)step.Cents), 100);
            return Amount.Of(pledge.Pledged) == Sum(Stage.Pledged) && Amount.Of(pledge.Committed) == Sum(Stage.Committed)
                && Amount.Of(pledge.Allocated) == Sum(Stage.Allocated) && Amount.Of(pledge.Disbursed) == Sum(Stage.Disbursed)
                && Sum(Stage.Disbursed) <= Sum(Stage.Allocated) && Sum(Stage.Allocated) <= Sum(Stage.Committed) && Sum(Stage.Committed) <= Sum(Stage.Pledged);
        }).QuickCheckThrowOnFailure();
    }

    internal static Pledge New(params PledgeEvent[] events)
    {
        var pledge = new Pledge { Name = "nations/FRA/pledges/p", CurrencyCode = "EUR", Form = PledgeForm.Grant, Source = Make.Source(), Events = { events } };
        Ladder.SetTotals(pledge);
        return pledge;
    }

    internal static PledgeEvent Event(string id, Stage stage, string amount, string day = "2024-01-01", string supersedes = "") =>
        new() { Id = id, Stage = stage, Amount = Make.Money(amount), EventDate = Make.Day(day), Supersedes = supersedes };
}
