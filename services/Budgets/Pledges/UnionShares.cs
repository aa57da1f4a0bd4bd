using Summit.Budgets.Keys;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Pledges;

/// <summary>Attributes the money of a union to its members under a key.</summary>
internal static class UnionShares
{
    /// <summary>
    /// Returns the ladder of the union by member, exact to the minor unit at every stage. A stage that is not known remains
    /// unknown.
    /// </summary>
    public static Dictionary<string, Ladder> Of(CostKey key, Ladder union, string currency, Evidence evidence)
    {
        var weights = Limits.Normalise([.. key.Entries.Select(entry => new NationValue(entry.Nation, Rational.FromWire(entry.Value)))]);
        Dictionary<string, Rational>? Split(Rational? amount)
        {
            if (amount is not { } known)
            {
                return null;
            }

            var minor = Amount.InMinor(Amount.ToMinorMoney(known, currency));
            return LargestRemainder.Round(weights.Select(weight => weight with { Value = weight.Value * minor }))
                .ToDictionary(share => share.Nation, share => Amount.Of(Amount.FromMinor(share.Units, currency)), StringComparer.Ordinal);
        }

        var (pledged, committed, allocated, disbursed) = (Split(union.Pledged), Split(union.Committed), Split(union.Allocated), Split(union.Disbursed));
        evidence.Use(Evidence.NameOf(key.Name, "inline_union_key"), $"cost key {key.DisplayName}", $"{key.Entries.Count}", "entries", key.Source);
        return weights.ToDictionary(
            weight => weight.Nation,
            weight => new Ladder(pledged?[weight.Nation], committed?[weight.Nation], allocated?[weight.Nation], disbursed?[weight.Nation]),
            StringComparer.Ordinal);
    }
}
