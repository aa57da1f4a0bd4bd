using FsCheck;
using FsCheck.Fluent;
using Summit.Nations.ResponseLadders;
using Summit.Nations.V1;
using Severity = Summit.Nations.V1.Incident.Types.Severity;
using Verification = Summit.Nations.V1.Incident.Types.Verification;

namespace Summit.Nations.Tests.ResponseLadders;

public sealed class RungClockTests
{
    [Theory]
    [InlineData(24, true)]
    [InlineData(24.01, false)]
    public void At_TwoEventsOneWindowApart_BothEndsAreInside(double second, bool reached) =>
        Assert.Equal(reached, At(Ladders.Rung("r", 2, 24), second, Ladders.At(0), Ladders.At(second)).Reached);

    [Theory]
    [InlineData(24, true)]
    [InlineData(24.01, false)]
    public void At_OneEventAndTime_HoldsUntilTheEventLeavesTheWindow(double time, bool reached)
    {
        var state = At(Ladders.Rung("r", 1, 24), time, Ladders.At(0));

        Assert.Equal((reached, reached), (state.Reached, state.EntryRuleHolds));
        Assert.Equal(reached ? 1 : 0, state.Counted);
    }

    [Theory]
    [InlineData(72, true)]
    [InlineData(72.01, false)]
    public void At_RuleNoLongerHolds_StepsDownOnlyAfterTheQuietTime(double time, bool reached)
    {
        var state = At(Ladders.Rung("r", 2, 24, quietHours: 70), time, Ladders.At(0), Ladders.At(2));

        Assert.Equal(reached, state.Reached);
        Assert.False(state.EntryRuleHolds);
        Assert.Equal(reached ? Ladders.Hour(2) : null, state.EnteredTime?.ToDateTimeOffset());
    }

    [Fact]
    public void At_EventWithinQuietTime_StartsTheQuietTimeAnew()
    {
        var state = At(Ladders.Rung("r", 2, 24, quietHours: 48), 90, Ladders.At(0), Ladders.At(1), Ladders.At(49));

        Assert.True(state.Reached);
        Assert.Equal(Ladders.Hour(97), state.HeldUntilTime.ToDateTimeOffset());
        Assert.Equal(Ladders.Hour(1), state.EnteredTime.ToDateTimeOffset());
    }

    [Fact]
    public void At_EventOfLowerSeverityWithinQuietTime_DoesNotProlongIt() =>
        Assert.False(At(Ladders.Rung("r", 2, 24, quietHours: 48), 50, Ladders.At(0), Ladders.At(1), Ladders.At(40, Severity.Minor)).Reached);

    [Fact]
    public void At_OneMajor_EntersWithoutTheNumber()
    {
        var rung = Ladders.Rung("r", 5, 24, oneMajor: true);

        Assert.True(At(rung, 10, Ladders.At(0, Severity.Major)).Reached);
        Assert.False(At(rung, 10, Ladders.At(0)).Reached);
        Assert.False(At(Ladders.Rung("r", 5, 24), 10, Ladders.At(0, Severity.Major)).Reached);
    }

    [Fact]
    public void Counting_ReportsOfEveryKind_CountsVerifiedEventsOnceByEventTime()
    {
        Incident[] reports =
        [
            Ladders.At(1, verification: Verification.Claimed, id: "a"), Ladders.At(2, verification: Verification.Confirmed, id: "a"),
            Ladders.At(3, verification: Verification.Claimed, id: "b"), Ladders.At(4, id: "c"), Ladders.At(9, id: "d"), Ladders.At(5, verification: Verification.Unspecified, id: "e"),
        ];

        var counting = Counting.Of(reports, Ladders.Hour(5));

        Assert.Equal(["incidents/a", "incidents/c"], counting.Incidents.Select(i => i.Name));
        Assert.Equal(Ladders.Hour(2), counting.Incidents[0].EventTime.ToDateTimeOffset());
        Assert.Equal(new IncidentCounts { Counted = 2, Claimed = 2, Later = 1, RepeatedReports = 1 }, counting.Counts);
    }

    [Fact]
    public void At_AnyEvents_IsWhatStepByStepEvaluationSays() => Prop.ForAll(Cases(), c =>
    {
        var counted = Counting.Of(c.Events.Select((e, i) => Ladders.At(e.Hour, e.Severity, e.Verification, $"e{i}")), Ladders.Hour(c.Time)).Incidents;
        var state = RungClock.At(c.Rung, counted, Ladders.Hour(c.Time));
        var (holds, reached, entered) = StepByStep(c);
        return state.EntryRuleHolds == holds && state.Reached == reached && state.EnteredTime?.ToDateTimeOffset() == (reached ? Ladders.Hour(entered) : null)
            && (!reached || HoldsUntil(c, state));
    }).QuickCheckThrowOnFailure();

    // The promise of held_until_time: with no further event the rung is held then, and no longer half an hour later.
    private static bool HoldsUntil(Case c, RungState state)
    {
        var until = (state.HeldUntilTime.ToDateTimeOffset() - Ladders.Start).TotalHours;
        var known = c with { Events = [.. c.Events.Where(e => e.Hour <= c.Time)] };
        return StepByStep(known with { Time = until }).Reached && !StepByStep(known with { Time = until + 0.5 }).Reached;
    }

    // Events are at whole hours, so nothing can change between two steps of half an hour except what the step in between shows.
    private static (bool Holds, bool Reached, double Entered) StepByStep(Case c)
    {
        var (holds, reached, entered) = (false, false, 0.0);
        var rule = c.Rung.Entry;
        var least = rule.IncidentCount > 0 ? rule.MinSeverity : Severity.Major;
        var events = c.Events.Where(e => e.Verification is Verification.Observed or Verification.Confirmed && e.Severity >= least).ToList();
        for (var now = 0.0; now <= c.Time; now += 0.5)
        {
            var inside = events.Where(e => e.Hour <= now && now - e.Hour <= rule.WindowHours).ToList();
            holds = (rule.IncidentCount > 0 && inside.Count >= rule.IncidentCount) || (rule.OneMajor && inside.Any(e => e.Severity == Severity.Major));
            var noisy = events.Any(e => e.Hour <= now && now - e.Hour <= c.Rung.QuietHours);
            var before = reached;
            reached = holds || (before && noisy);
            entered = reached && !before ? now : entered;
        }

        return (holds, reached, entered);
    }

    private static Arbitrary<Case> Cases() =>
        (from count in Gen.Choose(0, 12)
         from hours in Gen.Choose(0, 60).ArrayOf(count)
         from severities in Gen.Elements(Severity.Minor, Severity.Serious, Severity.Major).ArrayOf(count)
         from verifications in Gen.Elements(Verification.Claimed, Verification.Observed, Verification.Confirmed).ArrayOf(count)
         from number in Gen.Choose(0, 4)
         from least in Gen.Elements(Severity.Minor, Severity.Serious, Severity.Major)
         from window in Gen.Choose(1, 30)
         from quiet in Gen.Choose(0, 30)
         from major in Gen.Elements(true, false)
         from time in Gen.Choose(0, 160)
         select new Case(
             [.. hours.Select((h, i) => new Event(h, severities[i], verifications[i]))], Ladders.Rung("r", number, window, quiet, least, major || number == 0), time / 2.0)).ToArbitrary();

    private static RungState At(LadderRung rung, double time, params Incident[] incidents) => RungClock.At(rung, Counting.Of(incidents, Ladders.Hour(time)).Incidents, Ladders.Hour(time));

    internal sealed record Event(int Hour, Severity Severity, Verification Verification);

    internal sealed record Case(Event[] Events, LadderRung Rung, double Time);
}
