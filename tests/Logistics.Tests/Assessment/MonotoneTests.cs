using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Logistics.Assessment;
using Summit.Logistics.Forces;
using Summit.Logistics.Movement;
using Summit.Logistics.V1;
using AssessmentFacts = Summit.Logistics.Assessment.AssessmentFacts;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>How an answer must move with money, with knowledge and with the units of the force, over the Paris data.</summary>
public sealed class MonotoneTests
{
    private const int Factor = 1_000;

    private static readonly string[][] Coalitions = [["FRA", "GBR"], ["FRA", "GBR", "DEU", "POL", "NLD"], ["FRA", "BEL"], ["ITA", "ESP", "FRA", "SWE"]];
    private static readonly UnitType[] Types =
        [UnitType.Armoured, UnitType.Mechanised, UnitType.Light, UnitType.Artillery, UnitType.Headquarters, UnitType.AirDefence, UnitType.Engineer, UnitType.Logistics, UnitType.Medical];

    [Fact]
    public async Task Assessment_MoneyInAnotherCurrency_EverySumScalesAndNothingElseChanges()
    {
        var facts = ParisFacts.With(new AssessDeploymentRequest { Draws = 60 }, Coalitions[1]);
        var scaled = ParisFacts.Costs with { Estimate = ParisFacts.Costs.Estimate with { Value = Scaled(ParisFacts.Costs.Estimate.Value!) } };

        var (before, after) = (await WithSensitivityAsync(facts, ParisFacts.Costs), await WithSensitivityAsync(facts, scaled));

        Assert.NotNull(before.Draws.FullCost);
        Assert.Contains(before.Sensitivity.Rows, r => r.CostChange is { Units: not 0 });
        Assert.Equal(Scaled(Unpriced(before)), Unpriced(after));
    }

    [Fact]
    public void Assessment_FactMadePublicLater_ChangesNoAnswerAsOfBefore()
    {
        var request = new AssessDeploymentRequest { Draws = 0 };
        var facts = ParisFacts.With(request, Coalitions[1]);
        Source At(int days) => new() { Title = "Later", Publisher = "Test", PublishDate = facts.Question.AsOf.AddDays(days).ToDate(), Confidence = Confidence.Checked };
        AssessmentFacts Knowing(int days) => facts.WithHeld(h => h with
        {
            Offers = [new Offer { Name = "nations/FRA/offers/more", Source = At(days), Lines = { new OfferLine { UnitType = UnitType.Mechanised, Persons = 5_000 } } }],
            Reports = [new ReportedOffer { Name = "reportedOffers/more", Nation = "nations/FRA", Persons = new Range { Low = 1_000, Mid = 2_000, High = 3_000 }, Summary = "More", Source = At(days) }],
            SustainmentFactors = [.. h.SustainmentFactors.Concat(h.SustainmentFactors.Select(f => Later(f, At(days)))).OrderBy(f => f.Name, StringComparer.Ordinal)],
        });

        Assert.Equal(Judged(facts), Judged(Knowing(days: 1)));
        Assert.NotEqual(Judged(facts), Judged(Knowing(days: 0)));
    }

    [Fact]
    public void Movement_OneMoreUnit_NeverClosesEarlier() => Check(
        from coalition in Gen.Elements(Coalitions)
        from unit in Gen.Choose(0, 1_000)
        select (coalition, unit),
        c =>
        {
            var inputs = Inputs(ParisFacts.With(new AssessDeploymentRequest { Draws = 0 }, c.coalition));
            var whole = Force.Quick(inputs, UsaPosture.FullBackstop);
            var fewer = whole with { Taken = [.. whole.Taken.Where((_, i) => i != c.unit % whole.Taken.Count)] };
            var network = new MovementNetwork(inputs.HeldForces.Nodes, inputs.HeldForces.Arcs, inputs.Question.Destination);
            var soil = Soil.Of(inputs.Facts.Nations.Value!, network, whole.Nations);
            Closure? Of(Force force) => MovementStep.Compute(inputs.Question, network, force, soil, TestContext.Current.CancellationToken).Section.AsIfGiven.DestinationClosure;
            var (more, less) = (Of(whole)!, Of(fewer)!);
            return less.DayAtLowCapacity <= more.DayAtLowCapacity && less.DayAtMidCapacity <= more.DayAtMidCapacity && less.DayAtHighCapacity <= more.DayAtHighCapacity;
        });

    [Fact]
    public void Force_OneMoreUnit_NeverFillsFewerAndEnablersNeverGiveFewer() => Check(
        from coalition in Gen.Elements(Coalitions)
        from posture in Gen.Elements(UsaPosture.FullBackstop, UsaPosture.None)
        from type in Gen.Elements(Types)
        from persons in Gen.Choose(1, 6_000)
        select (coalition, posture, type, persons),
        c =>
        {
            var facts = ParisFacts.With(new AssessDeploymentRequest { Draws = 0 }, c.coalition);
            var unit = new ForceElement { Name = $"nations/{c.coalition[0]}/forceElements/zz-more", DisplayName = "More", UnitType = c.type, Persons = c.persons, CargoTonnes = c.persons, NoticeDays = 5 };
            // Commitments in numbers are spread over all units of a type, so that one more unit lowers the part of each.
            AssessmentFacts Free(IEnumerable<ForceElement> elements) => facts.WithHeld(h => h with { Commitments = [], Elements = [.. elements.OrderBy(e => e.Name, StringComparer.Ordinal)] });
            var (before, after) = (Missing(Free(facts.HeldForces.Elements), c.posture), Missing(Free([.. facts.HeldForces.Elements, unit]), c.posture));
            var changed = before.Zip(after).Where(p => p.First != p.Second).ToList();
            return changed.Count == 0 || changed[0].Second < changed[0].First;
        });

    /// <summary>Usable persons that are missing, by priority, the highest first.</summary>
    private static List<long> Missing(AssessmentFacts facts, UsaPosture posture)
    {
        var force = Force.Of(Inputs(facts), posture, TestContext.Current.CancellationToken);
        return [.. force.Lines.Index().GroupBy(l => l.Item.Priority).OrderBy(g => g.Key).Select(g => g.Sum(l => l.Item.Needed - force.Used[l.Index]))];
    }

    private static CaseInputs Inputs(AssessmentFacts facts) => Computation.InputsOf(facts, out _);

    private static AssessDeploymentResponse Judged(AssessmentFacts facts) =>
        AssessmentAnswer.Of(Computation.Of(facts, TestContext.Current.CancellationToken), ParisFacts.Costs, null);

    private static async Task<AssessDeploymentResponse> WithSensitivityAsync(AssessmentFacts facts, BudgetAnswers costs)
    {
        var answer = await ParisFacts.AnswerAsync(facts, costs);
        answer.Sensitivity = SensitivityStep.Section(answer, Computation.Of(facts, TestContext.Current.CancellationToken), costs, TestContext.Current.CancellationToken);
        return answer;
    }

    private static SustainmentFactor Later(SustainmentFactor factor, Source source)
    {
        var later = factor.Clone();
        (later.Name, later.Source) = ($"{factor.Name}-later", source);
        later.Value = new Range { Low = factor.Value.Low * 2, Mid = factor.Value.Mid * 2, High = factor.Value.High * 2 };
        return later;
    }

    /// <summary>The message with every sum in another currency.</summary>
    private static T Scaled<T>(T message)
        where T : class, IDeepCloneable<T>, IMessage
    {
        var copy = message.Clone();
        Scale(copy);
        return copy;
    }

    private static void Scale(IMessage message)
    {
        if (message is Money money)
        {
            var amount = Amount.ToMoney(Amount.Of(money) * Factor, "XTS");
            (money.CurrencyCode, money.Units, money.Nanos) = (amount.CurrencyCode, amount.Units, amount.Nanos);
            return;
        }

        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message && !f.IsMap))
        {
            switch (field.Accessor.GetValue(message))
            {
                case IMessage one:
                    Scale(one);
                    break;
                case System.Collections.IEnumerable many:
                    many.OfType<IMessage>().ToList().ForEach(Scale);
                    break;
            }
        }
    }

    /// <summary>Without the words of a change of price, which name the price.</summary>
    private static AssessDeploymentResponse Unpriced(AssessDeploymentResponse answer)
    {
        foreach (var row in answer.Sensitivity.Rows.Where(r => r.Subject.StartsWith("costFactors/", StringComparison.Ordinal)))
        {
            row.Change = "";
        }

        return answer;
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) => Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(8));
}
