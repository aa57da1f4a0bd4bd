namespace Summit.Nations.Decisions.Power;

/// <summary>
/// A voting game. A coalition wins when it has at least <see cref="MinimumMembers"/> players and its weight reaches the quota, or
/// when it has at least <see cref="WinningMembers"/> players, regardless of its weight.
/// </summary>
/// <param name="Weights">Weight of each player, 0 or more.</param>
/// <param name="Quota">Minimum weight, inclusive.</param>
/// <param name="MinimumMembers">Minimum number of players; 0: no minimum.</param>
/// <param name="WinningMembers">Number of players that wins regardless of weight; null: no such number.</param>
internal sealed record VotingGame(IReadOnlyList<long> Weights, long Quota, int MinimumMembers = 0, int? WinningMembers = null)
{
    public int Count => Weights.Count;

    /// <summary>The minimum weight with which a coalition of this size wins; null when no weight is enough.</summary>
    public long? QuotaFor(int size) => size >= WinningMembers ? 0 : size >= MinimumMembers ? Quota : null;
}
