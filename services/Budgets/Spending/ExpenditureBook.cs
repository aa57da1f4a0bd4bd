using Google.Type;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Expenditures of one definition and one edition, by nation and year.</summary>
internal sealed class ExpenditureBook
{
    private readonly Dictionary<(string Nation, int Year), Expenditure> _figures;

    public ExpenditureBook(SpendingDefinition definition, string edition, IEnumerable<Expenditure> figures)
    {
        (Definition, Edition) = (definition, edition);
        // The store has one row for each key. Duplicate rows from an older store must not stop the computation: the first row by
        // name is used.
        _figures = figures.OrderBy(figure => figure.Name, StringComparer.Ordinal)
            .GroupBy(figure => (NationNames.NationOf(figure.Name), figure.Year))
            .ToDictionary(group => group.Key, group => group.First());
        Currency = _figures.Values.Select(figure => (figure.DefenceSpending ?? figure.Gdp)?.CurrencyCode).OfType<string>()
            .GroupBy(code => code).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? "";
        Published = _figures.Values.Max(figure => figure.Source?.PublishDate.TryDay());
    }

    public SpendingDefinition Definition { get; }

    public string Edition { get; }

    /// <summary>The currency of most amounts. Amounts in other currencies are not added to them.</summary>
    public string Currency { get; }

    /// <summary>The newest publication day of a figure; null when no figure has one.</summary>
    public DateOnly? Published { get; }

    /// <summary>The stored years, in order.</summary>
    public IReadOnlyList<int> Years => [.. _figures.Keys.Select(key => key.Year).Distinct().Order()];

    /// <summary>The edition as text, for example <c>NATO 2024-06</c>.</summary>
    public string Title => $"{Expenditures.DefinitionText(Definition)} {Edition}";

    public Expenditure? Find(string nation, int year) => _figures.GetValueOrDefault((nation, year));

    /// <summary>Returns the figures of a nation, ordered by year.</summary>
    public IEnumerable<Expenditure> Of(string nation) => _figures.Where(figure => figure.Key.Nation == nation).Select(figure => figure.Value).OrderBy(figure => figure.Year);

    /// <summary>Returns the amount of a nation for a year, if it is in the currency of the edition.</summary>
    public Money? AmountOf(string nation, int year, Func<Expenditure, Money?> figureOf) =>
        Find(nation, year) is { } figure && figureOf(figure) is { } amount && amount.CurrencyCode == Currency ? amount : null;

    /// <summary>Records a figure as used.</summary>
    public void Use(Evidence evidence, Expenditure figure, string what, Money? value) => evidence.UseMoney(
        figure.Name.Contains("/expenditures/", StringComparison.Ordinal) ? figure.Name : $"inline/{figure.Name}/{figure.Year}",
        $"{what} of {NationNames.NationOf(figure.Name)}, {figure.Year}, {Title}{(figure.Estimate ? ", estimate" : "")}",
        value,
        figure.Source);
}
