using FsCheck;
using FsCheck.Fluent;
using Summit.Kernel;
using Summit.Logistics.Assessment;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using AssessmentFacts = Summit.Logistics.Assessment.AssessmentFacts;
using Kind = Summit.Logistics.V1.SensitivityRow.Types.Kind;
using Status = Summit.Nations.V1.ConsentCheck.Types.Status;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>How an answer must change when its question or its facts change, over the Paris data.</summary>
public sealed class MetamorphicTests
{
    private static readonly string[][] Coalitions = [["FRA", "GBR"], ["FRA", "GBR", "DEU", "POL", "NLD"], ["FRA", "BEL"], ["ITA", "ESP", "FRA", "SWE"]];

    [Fact]
    public void Assessment_MoreCapacity_NeverClosesLater() => Check(
        from coalition in Gen.Elements(Coalitions)
        from arc in Gen.Choose(0, 1_000)
        from percent in Gen.Choose(1, 200)
        select (coalition, arc, percent),
        c =>
        {
            var facts = Facts(c.coalition);
            var raised = facts.WithHeld(h => h with { Arcs = [.. h.Arcs.Select((a, i) => i == c.arc % h.Arcs.Count ? Raised(a, c.percent) : a)] });
            return Closure(Judged(raised)) <= Closure(Judged(facts));
        });

    [Fact]
    public void Assessment_HostWithdrawsItsConsent_IsBlockedAndNoNumberOfLogisticsChanges()
    {
        var facts = Facts(Coalitions[1]);
        var known = facts.Nations.Value!;
        var permission = known.Permission.Clone();
        permission.ConsentsComplete = false;
        (permission.Consents[0].Status, permission.Consents[0].Consent) = (Status.Missing, "");

        var (before, after) = (Judged(facts), Judged(facts with { Nations = new(known with { Permission = permission }, Sections.Available()) }));

        Assert.True(before.Permission.Permitted);
        Assert.All(after.Cases, c => Assert.Contains(c.Verdict, new[] { Verdict.FeasibleNotPermitted, Verdict.Neither }));
        foreach (var (was, now) in before.Cases.Zip(after.Cases))
        {
            Assert.Equal(was.Strength, now.Strength);
            Assert.Equal(was.Rotation, now.Rotation);
            Assert.Equal(was.Sustainment, now.Sustainment);
            Assert.Equal(was.Movement.AsIfGiven, now.Movement.AsIfGiven);
        }
    }

    [Fact]
    public void Assessment_EveryDateLater_SameDaysAndMonths()
    {
        // Without units and commitments that have dates of their own.
        static AssessmentFacts Undated(AssessDeploymentRequest request) => ParisFacts.With(request, Coalitions[1]).WithHeld(h => h with { Commitments = [] });
        var start = new DateOnly(2025, 4, 1);
        AssessDeploymentRequest At(int later) => new() { AsOf = start.AddDays(later).ToDate(), CeasefireDate = start.AddDays(later).ToDate(), Draws = 0 };

        var (before, after) = (Judged(Undated(At(0))), Judged(Undated(At(28))));

        Assert.Equal(Closure(before), Closure(after));
        Assert.Equal(before.Cases.Select(c => c.Strength), after.Cases.Select(c => Shifted(c.Strength, before)));

        static StrengthSection Shifted(StrengthSection section, AssessDeploymentResponse like)
        {
            var copy = section.Clone();
            foreach (var (point, other) in copy.ReadyCurve.Zip(like.Cases.First(c => c.Strength.ReadyCurve.Count == copy.ReadyCurve.Count).Strength.ReadyCurve))
            {
                point.Date = other.Date;
            }

            return copy;
        }
    }

    [Fact]
    public void Assessment_WithTheUnitedStates_NeverWorseAtEqualForce() => Check(Gen.Elements(Coalitions), coalition =>
    {
        var answer = Judged(Facts(coalition));
        var (with, without) = (answer.Cases[0], answer.Cases[^1]);
        return with.Strength.ForcePersons == without.Strength.ForcePersons
            && with.Strength.UsablePersons >= without.Strength.UsablePersons
            && with.Movement.AsIfGiven.DestinationClosure?.DayAtMidCapacity == without.Movement.AsIfGiven.DestinationClosure?.DayAtMidCapacity
            && with.Enablers.GapCount <= without.Enablers.GapCount
            && (without.Verdict != Verdict.PermittedAndFeasible || with.Verdict == Verdict.PermittedAndFeasible);
    });

    [Fact]
    public void Sensitivity_PolishSoilClosed_ItsConsentIsARowWithHours()
    {
        // French units have a way over other soil too; British ones have none.
        static SensitivityRow Poland(SensitivitySection section) => Assert.Single(section.Rows, r => r is { Subject: "nations/POL", Kind: Kind.Consent });
        var gained = Poland(Sensitivity(PolandClosed(Facts(["FRA"]))));
        Assert.True(gained.ClosureHoursGained > 0, gained.ToString());
        Assert.Equal(-gained.ClosureHoursGained, Poland(Sensitivity(Facts(["FRA"]))).ClosureHoursGained);
        var opened = Poland(Sensitivity(PolandClosed(Facts(["FRA", "GBR"]))));
        Assert.True(opened is { HasClosureHoursGained: false, Closes: true, InPlacePersonsGained: > 0 }, opened.ToString());
    }

    private static AssessmentFacts PolandClosed(AssessmentFacts facts)
    {
        var known = facts.Nations.Value!;
        var closed = known with
        {
            Stances = new Dictionary<string, NationStance>(known.Stances) { ["nations/POL"] = new NationStance { Nation = "nations/POL", Stance = Stance.Oppose } },
            Crossing = known.Crossing.Where(n => n != "nations/POL").ToHashSet(StringComparer.Ordinal),
        };
        return facts with { Nations = new(closed, Sections.Available()) };
    }

    [Fact]
    public void Sensitivity_AnyQuestion_NoRowIsNoise()
    {
        var section = Sensitivity(Facts(Coalitions[1]));

        Assert.NotEmpty(section.Rows);
        Assert.True(section.UnchangedCount > 0);
        Assert.All(section.Rows, r => Assert.True(
            r.VerdictChanges || r.ClosureHoursGained != 0 || !r.HasClosureHoursGained || r.InPlacePersonsGained != 0 || r.SustainablePersonsGained != 0 || r.CostChange is { Units: not 0 }, r.ToString()));
        var hours = section.Rows.Where(r => !r.VerdictChanges && r.HasClosureHoursGained).Select(r => Math.Abs(r.ClosureHoursGained)).ToList();
        Assert.Equal(hours.OrderDescending(), hours);
    }

    [Fact]
    public void Sensitivity_EnablersMissing_SetOfYesesNamesTheUnitedStates()
    {
        var request = new AssessDeploymentRequest { Draws = 0, StrengthPersons = 4_000, DurationMonths = 6, UsaPosture = UsaPosture.None };
        var set = Sensitivity(ParisFacts.With(request, "FRA", "GBR", "DEU", "POL", "NLD")).SmallestYesSet;

        Assert.True(set.Found && set.ProvenSmallest, set.Explanation);
        Assert.Equal([("nations/USA", Kind.UsaPosture)], set.Yeses.Select(y => (y.Nation, y.Kind)));
    }

    private static AssessmentFacts Facts(IReadOnlyList<string> coalition) => ParisFacts.With(new AssessDeploymentRequest { Draws = 0 }, coalition);

    private static AssessDeploymentResponse Judged(AssessmentFacts facts) =>
        AssessmentAnswer.Of(Computation.Of(facts, TestContext.Current.CancellationToken), ParisFacts.Costs, null);

    private static SensitivitySection Sensitivity(AssessmentFacts facts)
    {
        var computed = Computation.Of(facts, TestContext.Current.CancellationToken);
        return SensitivityStep.Section(AssessmentAnswer.Of(computed, ParisFacts.Costs, null), computed, ParisFacts.Costs, TestContext.Current.CancellationToken)!;
    }

    private static int Closure(AssessDeploymentResponse answer) => answer.Cases[0].Movement.AsIfGiven.DestinationClosure?.DayAtMidCapacity ?? int.MaxValue;

    private static TransportArc Raised(TransportArc arc, int percent)
    {
        var raised = arc.Clone();
        raised.CapacityTonnesPerDay = new()
        {
            Low = arc.CapacityTonnesPerDay.Low * (100 + percent) / 100,
            Mid = arc.CapacityTonnesPerDay.Mid * (100 + percent) / 100,
            High = arc.CapacityTonnesPerDay.High * (100 + percent) / 100,
        };
        return raised;
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
}
