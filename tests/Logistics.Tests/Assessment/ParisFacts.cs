using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Logistics.Assessment;
using Summit.Logistics.Scheduling;
using Summit.Logistics.Seed;
using Summit.Logistics.V1;
using Summit.Nations.V1;
using AssessmentFacts = Summit.Logistics.Assessment.AssessmentFacts;
using Money = Google.Type.Money;

namespace Summit.Logistics.Tests.Assessment;

/// <summary>The facts of an assessment without services: the Paris units and network, and nations that stand as a test says.</summary>
internal static class ParisFacts
{
    private static readonly HeldForces Held = new(
        [.. ParisSeed.ForceElements().OrderBy(e => e.Name, StringComparer.Ordinal)],
        [.. ParisSeed.StandingCommitments().OrderBy(c => c.Name, StringComparer.Ordinal)],
        ParisSeed.ForceOptions().Single(o => o.Name == "forceOptions/iiss-medium"),
        ParisSeed.TransportNodes().ToDictionary(n => n.Name, StringComparer.Ordinal),
        [.. ParisSeed.TransportArcs().OrderBy(a => a.Name, StringComparer.Ordinal)],
        [],
        [],
        [.. ParisSeed.SustainmentFactors().OrderBy(f => f.Name, StringComparer.Ordinal)]);

    /// <summary>An estimate by Budgets with one price.</summary>
    public static BudgetAnswers Costs { get; } = new(
        new(
            new EstimateMissionResponse
            {
                Full = Euros(6_000_000, 8_000_000, 12_000_000),
                Marginal = Euros(6_000_000, 8_000_000, 12_000_000),
                Components =
                {
                    new CostComponent
                    {
                        Kind = CostComponent.Types.Kind.Presence,
                        Lines = { new CostLine { Measure = CostFactor.Types.Measure.PayPerSoldierYear, Per = CostLine.Types.Per.SoldierYear, Quantity = 12_000, UnitCost = Euros(6_000, 8_000, 12_000) } },
                    },
                },
            },
            Sections.Available()),
        []);

    /// <summary>Facts with these nations in support, every consent given and no parliament in the way.</summary>
    public static AssessmentFacts With(AssessDeploymentRequest request, params IReadOnlyList<string> supporting)
    {
        var question = Question.From(request);
        var decision = new Decision
        {
            Name = question.Decision,
            AffectedNations = { new AffectedNation { Nation = "nations/UKR", Role = AffectedRole.Host } },
        };
        var nations = Held.Nodes.Values.Select(n => n.Nation).Concat(Held.Elements.Select(e => e.Name[..11])).Distinct().Order(StringComparer.Ordinal).ToList();
        var stances = supporting.ToDictionary(n => $"nations/{n}", n => new NationStance { Nation = $"nations/{n}", Stance = Stance.Support }, StringComparer.Ordinal);
        var permission = new CheckPermissionResponse
        {
            ConsentsComplete = true,
            Authorised = true,
            Consents = { new ConsentCheck { Nation = "nations/UKR", Role = AffectedRole.Host, NamedInDecision = true, Status = ConsentCheck.Types.Status.Given, Consent = "consents/a" } },
        };
        var known = new NationsFacts(
            question.Issue, decision, nations.ToDictionary(n => n, n => n[8..], StringComparer.Ordinal), stances, new Dictionary<string, NationStance>(), permission,
            nations.ToHashSet(StringComparer.Ordinal), new HashSet<string>());
        return new(question, Held, new(known, Sections.Available()));
    }

    /// <summary>The judged answer with draws, without a cost.</summary>
    public static Task<AssessDeploymentResponse> AnswerAsync(AssessmentFacts facts, int threads = 1) => AnswerAsync(facts, Costs, threads);

    /// <summary>The judged answer with draws and an estimate of Budgets.</summary>
    public static async Task<AssessDeploymentResponse> AnswerAsync(AssessmentFacts facts, BudgetAnswers costs, int threads = 1)
    {
        using var workers = new PlanningWorkers(threads);
        var computed = Computation.Of(facts, TestContext.Current.CancellationToken);
        var answer = AssessmentAnswer.Of(computed, costs, null);
        await new DrawStep(new DrawWorkers(workers)).AddAsync(answer, computed, costs, DateTime.MaxValue, TestContext.Current.CancellationToken);
        return answer;
    }

    private static MoneyRange Euros(long low, long mid, long high)
    {
        static Money Of(long units) => new() { CurrencyCode = "EUR", Units = units };
        return new MoneyRange { Low = Of(low), Mid = Of(mid), High = Of(high), Basis = new PriceBasis { Kind = PriceBasis.Types.Kind.Constant, Year = 2024 } };
    }

    /// <summary>The same facts with other held data.</summary>
    public static AssessmentFacts WithHeld(this AssessmentFacts facts, Func<HeldForces, HeldForces> change) => facts with { HeldForces = change(facts.HeldForces) };
}
