using Summit.Budgets.Amounts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Sharing;

/// <summary>Floors and ceilings of shares as a request gives them.</summary>
internal static class LimitSharing
{
    public static void Check(ShareLimits? limits, string path, Faults faults)
    {
        if (limits is null)
        {
            return;
        }

        faults.When(
            limits.CeilingPercent > 0 && limits.FloorPercent > limits.CeilingPercent,
            $"{path}.floor_percent",
            $"{limits.FloorPercent} is above the ceiling of {limits.CeilingPercent}");
        faults.CheckOnce(limits.Nations.Select(own => own.Nation), $"{path}.nations");
        for (var i = 0; i < limits.Nations.Count; i++)
        {
            var own = limits.Nations[i];
            faults.When(
                own.CeilingPercent > 0 && own.FloorPercent > own.CeilingPercent,
                $"{path}.nations[{i}].floor_percent",
                $"{own.FloorPercent} is above the ceiling of {own.CeilingPercent}");
        }
    }

    public static IReadOnlyList<NationValue> Apply(ShareLimits? limits, IReadOnlyList<NationValue> shares, string path)
    {
        if (limits is null)
        {
            return shares;
        }

        var own = limits.Nations.ToDictionary(nation => nation.Nation, nation => Of(nation.FloorPercent, nation.CeilingPercent), StringComparer.Ordinal);
        var general = Of(limits.FloorPercent, limits.CeilingPercent);
        return Limits.Apply(shares, nation => own.GetValueOrDefault(nation, general))
            ?? throw new InvalidFieldsException(path, $"the floors and ceilings cannot sum to 100 % over {shares.Count} nations; lower the floors or raise the ceilings");
    }

    /// <summary>What the limits did to a nation, for its reason; empty when nothing.</summary>
    public static string Why(string nation, IReadOnlyList<NationValue> before, IReadOnlyList<NationValue> after)
    {
        var (was, now) = (before.First(share => share.Nation == nation).Value, after.First(share => share.Nation == nation).Value);
        return was == now ? "" : $"; {SharingOutcome.Percent(was)} before floors and ceilings";
    }

    private static Limit Of(double floorPercent, double ceilingPercent) =>
        new(Rational.FromWire(floorPercent) / 100, ceilingPercent > 0 ? Rational.FromWire(ceilingPercent) / 100 : Rational.One);
}
