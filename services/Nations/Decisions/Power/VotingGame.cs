namespace Summit.Nations.Decisions.Power;

/// <summary>
/// A voting game: a coalition wins when it has at least <see cref="MinimumMembers"/> players and a weight of at least the quota,
/// or at least <see cref="WinningMembers"/> players whatever its weight.
/// </summary>
/// <param name="Weights">Weight of each player, not negative.</param>
/// <param name="Quota">Least weight, inclusive.</param>
/// <param name="MinimumMembers">Fewest players; 0 when the number does not matter.</param>
/// <param name="WinningMembers">So many players win whatever they weigh; null when there is no such number.</param>
internal sealed record VotingGame(IReadOnlyList<long> Weights, long Quota, int MinimumMembers = 0, int? WinningMembers = null)
{
    public int Count => Weights.Count;

    /// <summary>Least weight with which a coalition of this size wins; null when none does.</summary>
    public long? QuotaFor(int size) => size >= WinningMembers ? 0 : size >= MinimumMembers ? Quota : null;
}
