using Summit.Api.V1;
using Summit.Kernel;
using Summit.Nations.V1;

namespace Summit.Nations.Positions;

/// <summary>Selects the government position that represents the stance of a nation on an issue, as known on a day.</summary>
internal static class StanceChoice
{
    /// <summary>The actor whose positions count as those of the nation.</summary>
    public const string Government = "government";

    // Ministers and ministries speak for their government. If there are several positions on one day, the head of government takes
    // precedence.
    private static readonly string[] Voices = [Government, "foreign minister", "foreign ministry", "defence minister", "defence ministry"];

    /// <summary>Returns the score of a stance, -2 to +2; null for silence, which is different from indecision.</summary>
    public static int? Score(Stance stance) => stance switch
    {
        Stance.Oppose => -2,
        Stance.Reluctant => -1,
        Stance.Undecided => 0,
        Stance.SupportWithConditions => 1,
        Stance.Support => 2,
        _ => null,
    };

    /// <summary>Selects the stance of one nation.</summary>
    /// <param name="nation"><c>nations/{code}</c>.</param>
    /// <param name="positions">All positions of the nation on the issue.</param>
    /// <param name="asOf">Knowledge time.</param>
    /// <param name="rule">Which position counts when several are known.</param>
    public static NationStance Choose(string nation, IEnumerable<Position> positions, DateOnly asOf, ChoiceRule rule)
    {
        var known = positions.Where(p => Voices.Contains(p.Actor) && IsKnown(p, asOf)).ToList();
        var superseded = known.Select(p => p.Supersedes).ToHashSet(StringComparer.Ordinal);
        var candidates = known.Where(p => !superseded.Contains(p.Name)).ToList();
        var stance = new NationStance { Nation = nation, Stance = Stance.Silent };
        if (candidates.Count == 0)
        {
            return stance;
        }
        stance.Position = Holding(candidates, rule);
        stance.Stance = stance.Position.Stance;
        stance.AgeDays = stance.Position.PositionDate.ToDateOnly().DaysUntil(asOf);
        stance.Candidates.AddRange(candidates.Select(p => p.Name).Order(StringComparer.Ordinal));
        if (Score(stance.Stance) is { } score)
        {
            stance.Score = score;
        }
        return stance;
    }

    /// <summary>Returns whether a position is published, and had been taken and made public by the day.</summary>
    public static bool IsKnown(Position position, DateOnly asOf) =>
        position.PublishState == PublishState.Published
        && position.PositionDate.ToDateOnly() <= asOf
        && PublishDay(position) <= asOf;

    private static Position Holding(List<Position> candidates, ChoiceRule rule)
    {
        switch (rule)
        {
            case ChoiceRule.MostTrusted:
                return Newest(candidates.GroupBy(Distrust).MinBy(g => g.Key)!);
            case ChoiceRule.Median:
                var latest = candidates.Max(p => p.PositionDate.ToDateOnly());
                var scored = candidates.Where(p => p.PositionDate.ToDateOnly() == latest && Score(p.Stance) is not null)
                    .Select(p => Score(p.Stance)!.Value).Order().ToList();
                return scored.Count == 0
                    ? Newest(candidates)
                    : Newest(candidates.Where(p => p.PositionDate.ToDateOnly() == latest && Score(p.Stance) == scored[(scored.Count - 1) / 2]));
            default:
                return Newest(candidates);
        }
    }

    private static Position Newest(IEnumerable<Position> candidates) => candidates
        .OrderByDescending(p => p.PositionDate.ToDateOnly())
        .ThenBy(p => Array.IndexOf(Voices, p.Actor))
        .ThenByDescending(PublishDay)
        .ThenBy(Distrust)
        .ThenBy(p => p.Name, StringComparer.Ordinal)
        .First();

    // A position without a publication day is not known on any requested day.
    private static DateOnly PublishDay(Position position) => position.Source?.PublishDate.TryDay() ?? DateOnly.MaxValue;

    private static int Distrust(Position position) => position.Source?.Confidence switch
    {
        Confidence.Checked => 0,
        Confidence.Recalled => 1,
        _ => 2,
    };
}
