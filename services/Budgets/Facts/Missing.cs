using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;

namespace Summit.Budgets.Facts;

/// <summary>Facts that a computation needs and that are not held. Nothing is ever assumed in their place.</summary>
internal static class Missing
{
    private const int MostNamed = 20;

    /// <summary>A fact that is not held.</summary>
    /// <param name="name">Which one, for example <c>GDP of nations/AUS, NATO 2024-06</c>.</param>
    /// <param name="description">What to do about it.</param>
    public static MissingFact Fact(string name, string description) => new() { Name = name, Description = description };

    /// <summary>Refuses a computation if a fact is missing, and names every one. FAILED_PRECONDITION.</summary>
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
