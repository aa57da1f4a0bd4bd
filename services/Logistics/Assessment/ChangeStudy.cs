using Summit.Kernel;
using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Flow;
using Summit.Logistics.Graphs;
using Summit.Logistics.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;
using Money = Google.Type.Money;

namespace Summit.Logistics.Assessment;

/// <summary>Computes what a change does to an assessment, under the posture of its verdict.</summary>
internal sealed class ChangeStudy
{
    private readonly Computation _computed;
    private readonly PermissionSection _permission;
    private readonly DrawnCosts? _costs;
    private readonly CancellationToken _stop;
    private readonly DirectExpansion _expansion = new();
    private readonly MaxFlow _flow = new();
    private readonly LightCase _asAnswered;

    /// <param name="answer">The judged answer.</param>
    /// <param name="computed">What follows from the facts. Every case has a force.</param>
    /// <param name="costs">Costs; null when they are not known.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public ChangeStudy(AssessDeploymentResponse answer, Computation computed, DrawnCosts? costs, CancellationToken cancellationToken)
    {
        (_computed, _permission, _costs, _stop) = (computed, answer.Permission, costs, cancellationToken);
        Part = computed.Parts.FirstOrDefault(p => p.Section.Posture == computed.Question.Posture) ?? computed.Parts[^1];
        _asAnswered = Case(computed.Inputs, Posture, Part.Force!, Part.Movement!.Soil);
        Answered = At(Values.Mid);
        Quick = With(Group.Unspecified, []);
    }

    /// <summary>The case that the verdict comes from.</summary>
    public ComputedCase Part { get; }

    public UsaPosture Posture => Part.Section.Posture;

    public CaseInputs Inputs => _computed.Inputs;

    /// <summary>The results of the answer's force.</summary>
    public LightResult Answered { get; }

    /// <summary>The results of the force by quick rules, to compare other forces with.</summary>
    public LightResult Quick { get; }

    /// <summary>Nations whose needed consent is not on record.</summary>
    public IReadOnlyList<string> Missing => [.. _permission.Consents.Where(c => !c.OnRecord).Select(c => c.Nation).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The answer's force with other values of the facts.</summary>
    public LightResult At(Values values)
    {
        _stop.ThrowIfCancellationRequested();
        return _asAnswered.Of(values, _expansion, _flow, _stop);
    }

    /// <summary>The answer's force with another value of one fact.</summary>
    public LightResult At(RangedFact fact, double value) =>
        fact.IsCapacity && !_asAnswered.IsOnTheWay(fact.Subject) ? Answered : At(Values.With(fact.Fact, value));

    /// <summary>The answer's force when a nation's soil is open or closed to it.</summary>
    public LightResult OnSoil(string nation, bool open) =>
        Case(Inputs, Posture, Part.Force!, OnSoilOf(Part.Movement!.Soil, nation, open)).Of(Values.Mid, _expansion, _flow, _stop);

    /// <summary>The force by quick rules when some nations have another position.</summary>
    /// <param name="group">Their position.</param>
    /// <param name="nations">The nations.</param>
    /// <param name="posture">Posture of the United States; default: that of the verdict.</param>
    /// <param name="open">Nations that let their soil be crossed in addition.</param>
    public LightResult With(Group group, IReadOnlyCollection<string> nations, UsaPosture? posture = null, IReadOnlyCollection<string>? open = null)
    {
        _stop.ThrowIfCancellationRequested();
        var (inputs, under) = (Inputs with { Contributions = Changed(group, nations) }, posture ?? Posture);
        var force = Force.Quick(inputs, under);
        var network = Part.Movement!.Network;
        var soil = Soil.Of(_computed.Facts.Nations.Value!, network, force.Nations);
        foreach (var nation in open ?? [])
        {
            soil = OnSoilOf(soil, nation, open: true);
        }

        return Case(inputs, under, force, soil).Of(Values.Mid, _expansion, _flow, _stop);
    }

    /// <summary>The verdict when these nations have given the consents that are missing.</summary>
    public Verdict VerdictOf(LightResult result, IReadOnlyCollection<string> given)
    {
        if (Part.Section.Verdict == Verdict.UnknownInputs)
        {
            return Verdict.UnknownInputs;
        }

        var permitted = _permission.Permitted || (_permission.WhyNotAuthorised.Length == 0 && !PermissionStep.Exceeds(_permission, Inputs.Strength)
            && Missing.Count > 0 && Missing.All(given.Contains));
        return VerdictStep.Of(permitted, result.Lacks.Count == 0);
    }

    /// <summary>A change of the cost, in its currency. It is rounded to about a hundred-thousandth of the cost: the unit costs are not known better.</summary>
    public Money CostChange(double change)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, _costs!.FullAtMid))) - 5));
        return Amount.ToMoney((long)Math.Round(change / unit) * (long)unit, _costs.Currency);
    }

    private LightCase Case(CaseInputs inputs, UsaPosture posture, Force force, Soil soil) =>
        new(inputs, posture, force, Part.Movement!.Network, soil, Part.Section, _costs);

    private ContributionSection Changed(Group group, IReadOnlyCollection<string> nations)
    {
        var changed = Inputs.Contributions.Clone();
        foreach (var contribution in changed.Contributions.Where(c => nations.Contains(c.Nation)))
        {
            (contribution.Group, contribution.NeedsUsaBackstop) = (group, false);
        }

        return changed;
    }

    private static Soil OnSoilOf(Soil soil, string nation, bool open)
    {
        var closed = soil.AsIfGiven.ToHashSet(StringComparer.Ordinal);
        _ = open ? closed.Remove(nation) : closed.Add(nation);
        return soil with { AsIfGiven = closed };
    }
}
