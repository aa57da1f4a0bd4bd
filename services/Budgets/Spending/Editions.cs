using Google.Type;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>Which editions of a publication answer a question.</summary>
internal static class Editions
{
    /// <summary>
    /// The editions known on the day asked about, newest first; if none was published by then, the earliest one after it alone.
    /// </summary>
    /// <param name="figures">All figures.</param>
    /// <param name="definition">Definition of spending.</param>
    /// <param name="edition">The one edition asked for; empty for all.</param>
    /// <param name="asOf">Knowledge time; null for no limit.</param>
    public static IReadOnlyList<ExpenditureBook> Known(IReadOnlyList<Expenditure> figures, SpendingDefinition definition, string edition, Date? asOf)
    {
        var asked = figures.Where(figure => figure.Definition == definition && (edition.Length == 0 || figure.Edition == edition)).ToList();
        var known = Books(definition, asked.Where(figure => !Knowledge.IsLater(figure.Source, asOf)));
        return known.Count > 0 ? known : [.. Books(definition, asked).TakeLast(1)];
    }

    /// <summary>
    /// The newest known edition that has what is needed; else the earliest one after the day asked about that has it. Null when none has.
    /// An edition that was asked for by name is taken in any case.
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
