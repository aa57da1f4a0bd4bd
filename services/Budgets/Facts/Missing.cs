using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Facts;

/// <summary>Facts that a computation needs and that are not stored. They are never replaced by assumptions.</summary>
internal static class Missing
{
    private const int MostNamed = 20;

    /// <summary>Creates a fact that is not stored.</summary>
    /// <param name="name">Name of the fact, for example <c>GDP of nations/AUS, NATO 2024-06</c>.</param>
    /// <param name="description">What the caller can do about it.</param>
    public static MissingFact Fact(string name, string description) => new() { Name = name, Description = description };

    /// <summary>Refuses a computation if a fact is missing, and reports every missing fact. FAILED_PRECONDITION.</summary>
    public static void ThrowIfAny(IEnumerable<MissingFact> missing, ErrorReason reason = ErrorReason.FactMissing)
    {
        var unmet = missing.DistinctBy(fact => fact.Name).ToList();
        if (unmet.Count == 0)
        {
            return;
        }

        var names = string.Join("; ", unmet.Take(MostNamed).Select(one => one.Name)) + (unmet.Count > MostNamed ? $" and {unmet.Count - MostNamed} more" : "");
        throw new PreconditionException(
            reason,
            [.. unmet.Select(one => (one.Name, one.Description))],
            $"Not held: {names}. {unmet[0].Description}",
            new Dictionary<string, string> { ["missing"] = names });
    }
}
