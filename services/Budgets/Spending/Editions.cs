using Google.Type;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>Selects the editions of a publication that answer a request.</summary>
internal static class Editions
{
    /// <summary>
    /// Returns the editions that are known on the requested day, newest first. If none was published by then, returns only the
    /// earliest later edition.
    /// </summary>
    /// <param name="figures">All figures.</param>
    /// <param name="definition">Definition of spending.</param>
    /// <param name="edition">The requested edition; empty for all.</param>
    /// <param name="asOf">Knowledge time; null for no limit.</param>
    public static IReadOnlyList<ExpenditureBook> Known(IReadOnlyList<Expenditure> figures, SpendingDefinition definition, string edition, Date? asOf)
    {
        var asked = figures.Where(figure => figure.Definition == definition && (edition.Length == 0 || figure.Edition == edition)).ToList();
        var known = Books(definition, asked.Where(figure => !Knowledge.IsLater(figure.Source, asOf)));
        return known.Count > 0 ? known : [.. Books(definition, asked).TakeLast(1)];
    }

    /// <summary>
    /// Returns the newest known edition that contains the needed data; otherwise, the earliest edition after the requested day that
    /// contains it. Null when no edition contains it. An edition that is requested by name is always used.
    /// </summary>
    public static ExpenditureBook? Choose(
        IReadOnlyList<Expenditure> figures, SpendingDefinition definition, string edition, Date? asOf, Func<ExpenditureBook, bool> hasWhatIsNeeded)
    {
        if (edition.Length > 0)
        {
            return Known(figures, definition, edition, asOf) is [var asked, ..] ? asked : null;
        }

        return Known(figures, definition, edition, asOf).FirstOrDefault(hasWhatIsNeeded)
            ?? Known(figures, definition, edition, null).LastOrDefault(hasWhatIsNeeded);
    }

    private static List<ExpenditureBook> Books(SpendingDefinition definition, IEnumerable<Expenditure> figures) =>
    [
        .. figures.GroupBy(figure => figure.Edition, StringComparer.Ordinal)
            .Select(group => new ExpenditureBook(definition, group.Key, group))
            .OrderByDescending(book => book.Published)
            .ThenByDescending(book => book.Edition, StringComparer.Ordinal),
    ];
}
