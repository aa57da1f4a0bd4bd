using Summit.Kernel;
using Summit.Logistics.Assumptions;
using Summit.Logistics.Forces;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>
/// The part of an assessment that follows from its facts alone: contributions, cases and permission, and the plan to be costed. It
/// reads nothing, no clock and no random numbers.
/// </summary>
/// <param name="Inputs">The facts and what every case uses.</param>
/// <param name="Assumed">The assumptions used so far.</param>
/// <param name="Parts">The case of each posture of the United States.</param>
/// <param name="Permission">Consents and approvals.</param>
internal sealed record Computation(CaseInputs Inputs, Assumed Assumed, IReadOnlyList<ComputedCase> Parts, PermissionSection Permission)
{
    /// <summary>The case of each posture of the United States, as in the answer.</summary>
    public IReadOnlyList<PostureCase> Cases { get; } = [.. Parts.Select(p => p.Section)];

    public AssessmentFacts Facts => Inputs.Facts;

    public Question Question => Inputs.Question;

    /// <summary>Nations that share the cost; null when these are not known.</summary>
    public IReadOnlyList<string>? Payers => CostStep.Payers(Question, Inputs.Contributions);

    /// <summary>The plan that Budgets costs.</summary>
    public CostedPlan Plan => CostedPlan.Of(Cases, Question, Inputs.Strength);

    public static Computation Of(AssessmentFacts facts, CancellationToken cancellationToken)
    {
        var inputs = InputsOf(facts, out var assumed);
        var cases = CaseStep.All(inputs, cancellationToken);
        var route = cases.SelectMany(c => OnTheWay(c.Section.Movement)).Distinct().Order(StringComparer.Ordinal).ToList();
        return new(inputs, assumed, cases, PermissionStep.Section(facts.Nations, facts.Strength, route, inputs.Evidence));
    }

    /// <summary>What every case uses.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="assumed">The assumptions used so far.</param>
    public static CaseInputs InputsOf(AssessmentFacts facts, out Assumed assumed)
    {
        var question = facts.Question;
        var evidence = new Evidence(Packages.Logistics, question.AsOf);
        assumed = new Assumed(evidence, facts.Assumptions);
        Func<string, Range> use = assumed.Use;
        var availability = question.AskedAvailability is { } asked ? assumed.Use("availability-asked", asked) : assumed.Use("availability");
        var pools = ForcePool.Of(facts.HeldForces.Elements, facts.HeldForces.Commitments, question.CDay, assumed);
        var contributions = ContributionStep.Section(question, facts.HeldForces, facts.Nations, pools, Rational.FromWire(availability.Mid), evidence);
        return new CaseInputs(facts, availability, assumed.Use("supplies-brought"), pools, contributions, evidence)
        {
            IntegrationDays = assumed.Use("integration"),
            Units = [.. facts.HeldForces.Elements.Select(e => new PoolUnit(e, ForcePool.Notice(e, use), Rational.One))],
            Free = new FreeMonths(facts.HeldForces.Elements, facts.HeldForces.Commitments, question.CDay, question.DurationMonths),
        };
    }

    /// <summary>Nations whose soil the force needs: those on the route, and those without which there is no route.</summary>
    private static IEnumerable<string> OnTheWay(MovementSection movement) => movement.RouteNations.Concat(
        movement.AsIfGiven?.Reasons.Where(r => r.Kind == InfeasibleReason.Types.Kind.ConsentMissing).Select(r => r.Subject) ?? []);
}

/// <summary>Inputs of the computation of one posture's case.</summary>
/// <param name="Facts">What was read.</param>
/// <param name="Availability">Part of the pool that can be sent.</param>
/// <param name="BroughtDays">Supplies that units bring, days.</param>
/// <param name="Pools">Units that can be sent, by nation.</param>
/// <param name="Contributions">Which nations offer.</param>
/// <param name="Evidence">Where used facts are noted.</param>
internal sealed record CaseInputs(
    AssessmentFacts Facts, Range Availability, Range BroughtDays, IReadOnlyDictionary<string, NationPool> Pools, ContributionSection Contributions, Evidence Evidence)
{
    /// <summary>All units as a whole with their notice to move, in order of name.</summary>
    public required IReadOnlyList<PoolUnit> Units { get; init; }

    /// <summary>Which part of each unit is free, month by month from C-day on.</summary>
    public required FreeMonths Free { get; init; }

    /// <summary>Days from arrival to operational.</summary>
    public required Range IntegrationDays { get; init; }

    public Question Question => Facts.Question;

    public HeldForces HeldForces => Facts.HeldForces;

    public long Strength => Facts.Strength;
}
