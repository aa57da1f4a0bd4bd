using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>Expenditures of one definition and one edition, by nation and year.</summary>
internal sealed class ExpenditureBook
{
    private readonly Dictionary<(string Nation, int Year), Expenditure> _figures;

    private ExpenditureBook(SpendingDefinition definition, string edition, IEnumerable<Expenditure> figures)
    {
        (Definition, Edition) = (definition, edition);
        _figures = figures.ToDictionary(figure => (ResourceNames.NationOf(figure.Name), figure.Year));
    }

    public SpendingDefinition Definition { get; }

    public string Edition { get; }

    /// <summary>Years held, in order.</summary>
    public IReadOnlyList<int> Years => [.. _figures.Keys.Select(key => key.Year).Distinct().Order()];

    /// <summary>The edition in words, for example <c>NATO 2024-06</c>.</summary>
    public string Title => $"{Definition.ToString().ToUpperInvariant()} {Edition}";

    public Expenditure? Find(string nation, int year) => _figures.GetValueOrDefault((nation, year));

    /// <summary>A nation's figures in order of year.</summary>
    public IEnumerable<Expenditure> Of(string nation) => _figures.Where(figure => figure.Key.Nation == nation).Select(figure => figure.Value).OrderBy(figure => figure.Year);

    /// <summary>
    /// Chooses the edition: the one asked for, or the newest published by the day asked about that has what is needed, else
    /// the earliest published after it. Null when no edition has it.
    /// </summary>
    public static ExpenditureBook? Choose(
        IReadOnlyList<Expenditure> figures, SpendingDefinition definition, string edition, Date? asOf, Func<ExpenditureBook, bool> hasWhatIsNeeded)
    {
        var books = figures.Where(figure => figure.Definition == definition && (edition.Length == 0 || figure.Edition == edition))
            .GroupBy(figure => figure.Edition, StringComparer.Ordinal)
            .Select(group => (Published: group.Max(figure => Days.Of(figure.Source?.PublishDate)), Book: new ExpenditureBook(definition, group.Key, group)))
            .Where(candidate => edition.Length > 0 || hasWhatIsNeeded(candidate.Book))
            .OrderBy(candidate => candidate.Published)
            .ThenBy(candidate => candidate.Book.Edition, StringComparer.Ordinal)
            .ToList();
        var day = Days.Of(asOf);
        var known = books.LastOrDefault(candidate => day is null || candidate.Published is null || candidate.Published <= day).Book;
        return known ?? books.FirstOrDefault().Book;
    }

    /// <summary>Notes a figure as used.</summary>
    public void Use(FactBook facts, Expenditure figure, string what, Money? value) => facts.Use(
        figure.Name.Contains("/expenditures/", StringComparison.Ordinal) ? figure.Name : $"inline/{figure.Name}/{figure.Year}",
        $"{what} of {ResourceNames.NationOf(figure.Name)}, {figure.Year}, {Title}{(figure.Estimate ? ", estimate" : "")}",
        value is null ? "" : Amount.Text(value),
        figure.Source);
}
