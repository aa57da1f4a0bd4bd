using Summit.Nations.V1;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>The part of one member in a vote.</summary>
/// <param name="Nation"><c>nations/{code}</c>.</param>
/// <param name="Population">Number of persons.</param>
/// <param name="Weight">Weight in a weighted vote.</param>
/// <param name="Choice">Never unspecified. A member without a vote is absent.</param>
internal sealed record Ballot(string Nation, long Population, long Weight, Choice Choice)
{
    public bool Yes => Choice == Choice.Yes;

    public static Ballot Of(Member member, Choice choice) =>
        new(member.Nation, member.Population, member.Weight, choice == Choice.Unspecified ? Choice.Absent : choice);
}

/// <summary>The result of a rule for one set of ballots.</summary>
/// <param name="Met">Whether the rule is met.</param>
/// <param name="Rule">Rule and case that were applied.</param>
/// <param name="Why">The reason, with the numbers.</param>
/// <param name="Criteria">The tests of the rule.</param>
/// <param name="Blocking">What a minority needs to block, if the rule defines this.</param>
internal sealed record Ruling(bool Met, string Rule, string Why, IReadOnlyList<Criterion> Criteria, BlockingMinority? Blocking = null);
