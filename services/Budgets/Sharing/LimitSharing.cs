using Summit.Budgets.Keys;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>Floors and ceilings of shares, as given in a request.</summary>
internal static class LimitSharing
{
    // Sums of wire numbers are used here only to refuse early. Apply makes the exact decision.
    private const double Rounding = 1e-6;

    /// <summary>Adds violations of the limits.</summary>
    /// <param name="limits">The limits; null for none.</param>
    /// <param name="nations">Nations that share the cost; empty when the rule defines its own.</param>
    /// <param name="path">Path of the limits.</param>
    /// <param name="violations">Receives the violations.</param>
    public static void Check(ShareLimits? limits, IReadOnlyList<string> nations, string path, Violations violations)
    {
        if (limits is null)
        {
            return;
        }

        violations.Require(
            !limits.HasCeilingPercent || !(limits.FloorPercent > limits.CeilingPercent),
            $"{path}.floor_percent",
            $"{limits.FloorPercent} is above the ceiling of {limits.CeilingPercent}");
        violations.RequireDistinct(limits.Nations.Select(own => own.Nation), i => $"{path}.nations[{i}].nation");
        foreach (var (index, own) in limits.Nations.Index())
        {
            violations.Require(
                !own.HasCeilingPercent || !(own.FloorPercent > own.CeilingPercent),
                $"{path}.nations[{index}].floor_percent",
                $"{own.FloorPercent} is above the ceiling of {own.CeilingPercent}");
        }

        double FloorOf(string nation) => limits.Nations.LastOrDefault(own => own.Nation == nation)?.FloorPercent ?? limits.FloorPercent;
        double CeilingOf(string nation) => limits.Nations.LastOrDefault(own => own.Nation == nation) is { } own
            ? own.HasCeilingPercent ? own.CeilingPercent : 100
            : limits.HasCeilingPercent ? limits.CeilingPercent : 100;
        violations.Require(!(nations.Sum(FloorOf) > 100 + Rounding), path, $"the floors of {nations.Count} nations sum to more than 100 %; lower them");
        violations.Require(
            nations.Count == 0 || !(nations.Sum(CeilingOf) < 100 - Rounding), path, $"the ceilings of {nations.Count} nations sum to less than 100 %; raise them");
    }

    public static IReadOnlyList<NationValue> Apply(ShareLimits? limits, IReadOnlyList<NationValue> shares, string path)
    {
        if (limits is null)
        {
            return shares;
        }

        var own = limits.Nations.ToDictionary(
            nation => nation.Nation, nation => Of(nation.FloorPercent, nation.HasCeilingPercent ? nation.CeilingPercent : null), StringComparer.Ordinal);
        var general = Of(limits.FloorPercent, limits.HasCeilingPercent ? limits.CeilingPercent : null);
        return Limits.Apply(shares, nation => own.GetValueOrDefault(nation, general))
            ?? throw new InvalidFieldsException(path, $"the floors and ceilings cannot sum to 100 % over {shares.Count} nations; lower the floors or raise the ceilings");
    }

    /// <summary>Returns the effect of the limits on a nation, as part of its reason; empty when there is no effect.</summary>
    public static string Why(string nation, IReadOnlyList<NationValue> before, IReadOnlyList<NationValue> after)
    {
        var (was, now) = (before.First(share => share.Nation == nation).Value, after.First(share => share.Nation == nation).Value);
        return was == now ? "" : $"; {SharingOutcome.Percent(was)} before floors and ceilings";
    }

    private static Limit Of(double floorPercent, double? ceilingPercent) =>
        new(Rational.FromWire(floorPercent) / 100, ceilingPercent is { } ceiling ? Rational.FromWire(ceiling) / 100 : Rational.One);
}
