using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>
/// Everything that an assessment reads before it computes. It does not change, so that the same computation runs on it for the
/// question itself, for a draw, and for a fact that is assumed to be different (<c>with</c>).
/// </summary>
/// <param name="Question">The question, with the issue of its decision.</param>
/// <param name="HeldForces">The data of this service.</param>
/// <param name="Nations">The data of Nations, or why it could not be read.</param>
internal sealed record AssessmentFacts(Question Question, HeldForces HeldForces, Reading<NationsFacts> Nations)
{
    /// <summary>Ranges that replace those of assumptions, by id of the assumption. Usually empty.</summary>
    public IReadOnlyDictionary<string, Range> Assumptions { get; init; } = new Dictionary<string, Range>();

    /// <summary>What the question assumes to be different from what is on record. These facts hold it already.</summary>
    public IReadOnlyList<AppliedOverride> Overrides { get; init; } = [];

    /// <summary>The requested strength, or that of the option, persons.</summary>
    public long Strength => Question.AskedStrength ?? HeldForces.Option.StrengthPersons;
}
