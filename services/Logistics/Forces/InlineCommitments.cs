using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces;

/// <summary>Inline standing commitments of a request that apply to its own units.</summary>
internal static class InlineCommitments
{
    private const string Field = "standing_commitments";

    public static void Check(IReadOnlyList<StandingCommitment> commitments, IEnumerable<ForceElement> units, Violations found)
    {
        var names = units.Select(u => u.Name).ToHashSet(StringComparer.Ordinal);
        found.RequireDistinct(commitments.Select(c => c.Name), i => $"{Field}[{i}].name");
        foreach (var (index, commitment) in commitments.Index())
        {
            var at = $"{Field}[{index}]";
            found.Require(Types.StandingCommitments.IsName(commitment.Name), $"{at}.name", $"\"{commitment.Name}\" is not the name of a standing commitment, which is nations/{{code}}/standingCommitments/{{id}}");
            StandingCommitmentRules.Check(commitment, at, found);
            StandingCommitmentRules.CheckUnits(commitment, at, names, found);
            StandingCommitmentRules.CheckOverlap(commitment, at, commitments, found);
        }
    }
}
