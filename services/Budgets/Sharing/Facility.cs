using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>A group of equal users that need the facility up to a cost.</summary>
internal readonly record struct FacilityUser(string Nation, Rational Need, long UserCount);

/// <summary>A nested facility: the Shapley value of the airport game.</summary>
internal static class Facility
{
    /// <summary>
    /// Divides each layer of cost (from one need to the next larger one) equally among the users that need it. The result is for
    /// each group: fee of one user x users.
    /// </summary>
    public static IReadOnlyList<NationValue> Share(IReadOnlyList<FacilityUser> users)
    {
        var fees = new Dictionary<string, Rational>(StringComparer.Ordinal);
        var (fee, built) = (Rational.Zero, Rational.Zero);
        var waiting = users.Sum(user => user.UserCount);
        foreach (var user in users.OrderBy(user => user.Need))
        {
            fee += (user.Need - built) / waiting;
            built = user.Need;
            waiting -= user.UserCount;
            fees[user.Nation] = fee * user.UserCount;
        }

        return [.. users.Select(user => new NationValue(user.Nation, fees[user.Nation]))];
    }
}
