using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;

namespace Summit.Nations.Positions;

/// <summary>Reads the stances of nations from the store, for every computation that uses them.</summary>
internal static class StanceReader
{
    /// <summary>
    /// Returns one stance for each nation, ordered by nation. Only published positions count; a draft is not a declaration.
    /// </summary>
    /// <param name="snapshot">The snapshot to read from.</param>
    /// <param name="issue"><c>issues/{id}</c>.</param>
    /// <param name="nations">Nations to read; empty: all stored nations.</param>
    /// <param name="asOf">Knowledge time.</param>
    /// <param name="rule">Which position counts when several are known.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="NotHeldException">The day is before the first stored position.</exception>
    public static async Task<IReadOnlyList<NationStance>> ReadAsync(
        Snapshot snapshot, string issue, IReadOnlyCollection<string> nations, DateOnly asOf, ChoiceRule rule, CancellationToken cancellationToken)
    {
        await snapshot.GetAsync(Types.Issues, issue, Visibility.Published, cancellationToken);
        var held = (await snapshot.ListAllAsync(Types.Nations, "", Visibility.Published, cancellationToken)).Select(n => n.Name);
        var positions = await snapshot.ListAllAsync(Types.Positions, "", Visibility.Published, cancellationToken);
        RequireNotBeforeFirst(positions, asOf);
        var byNation = positions.Where(p => p.Issue == issue).ToLookup(p => p.Name[..p.Name.IndexOf("/positions/", StringComparison.Ordinal)]);
        return [.. (nations.Count > 0 ? nations : held).Order(StringComparer.Ordinal).Select(n => StanceChoice.Choose(n, byNation[n], asOf, rule))];
    }

    private static void RequireNotBeforeFirst(IReadOnlyList<Position> positions, DateOnly asOf)
    {
        if (positions.Count == 0)
        {
            return;
        }
        var first = positions.Min(p => p.PositionDate.ToDateOnly());
        if (asOf < first)
        {
            throw new NotHeldException(
                $"as_of {asOf:O} is before the first position that is held, of {first:O}; ask for that day or a later one.",
                new Dictionary<string, string> { ["from"] = $"{first:O}", ["field"] = "as_of" });
        }
    }
}
