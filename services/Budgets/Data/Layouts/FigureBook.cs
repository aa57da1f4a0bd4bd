using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.Spending;
using Summit.Budgets.V1;
using Summit.Import.Cells;
using Summit.Import.Countries;
using Summit.Import.Files;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Kernel;

namespace Summit.Budgets.Data.Layouts;

/// <summary>The figures of a publication, one a nation and year, put together from several tables.</summary>
/// <param name="definition">Definition of the figures.</param>
/// <param name="source">The publication.</param>
/// <param name="into">Receives rows and faults.</param>
internal sealed class FigureBook(SpendingDefinition definition, Source source, RowsRead into)
{
    private const string Dollar = "USD";
    private const string Share = "published_share_percent";
    private const int Million = 1_000_000;
    private readonly Dictionary<(string Nation, int Year), Entry> _entries = [];

    /// <summary>Takes the cells of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Its rows that count.</param>
    /// <param name="field">Field that the figures are.</param>
    /// <param name="set">Sets the field of a figure.</param>
    /// <param name="scale">What the numbers are multiplied by. Default: 1.</param>
    public void Take(YearTable table, IEnumerable<YearRow> rows, string field, Action<Expenditure, Rational> set, Rational? scale = null)
    {
        foreach (var row in rows)
        {
            if (NationOf(table.Sheet, row) is not { } nation)
            {
                continue;
            }

            foreach (var (column, year) in row.Cells.Where(cell => !Marks.IsMissing(row.Row[cell.Column])))
            {
                var header = $"{year.Number}{(year.Estimate ? "e" : "")}";
                if (table.Numbers.TryRead(row.Row[column], out var estimate) is not { } number)
                {
                    into.Fault(table.Sheet, row.Row, column, header, "is not a number; a cell without a figure is empty, or has .. or n.a.");
                    continue;
                }

                var value = number * (scale ?? Rational.One);
                if (field == Share && value > Rational.Hundred)
                {
                    into.LeaveOut($"{row.Label} {year.Number}: {value.ToText(1)} percent of GDP; shares are held up to 100 percent.");
                    continue;
                }

                Set(nation, year.Number, year.Estimate || estimate, field, table.Sheet, row.Row, column, header, figure => set(figure, value));
            }
        }
    }

    /// <summary>Sets a field of the figure of a nation and a year.</summary>
    public void Set(string nation, int year, bool estimate, string field, Sheet sheet, SheetRow row, int column, string header, Action<Expenditure> set)
    {
        if (!_entries.TryGetValue((nation, year), out var entry))
        {
            var figure = new Expenditure { Year = year, Definition = definition, Edition = source.Edition, Source = source };
            figure.Name = $"nations/{nation}/expenditures/{Expenditures.IdOf(figure)}";
            entry = new Entry(figure, sheet.Name, row.Number, new(StringComparer.Ordinal) { "year", "definition", "edition", "estimate", "source" });
            _entries[(nation, year)] = entry;
        }

        if (!entry.Fields.Add(field) && field != "lcu_per_usd_used")
        {
            into.Fault(sheet, row, column, header, $"is a second {field} of {nation} in {year}; the first is in row {entry.Row}{(sheet.Name == entry.Sheet ? "" : $" of sheet {entry.Sheet}")}");
            return;
        }

        entry.Figure.Estimate |= estimate;
        entry.Columns[field] = ImportedRow.ColumnText(column, header);
        entry.Places[field] = (sheet.Name, row.Number);
        try
        {
            set(entry.Figure);
        }
        catch (NumberTooLargeException e)
        {
            into.Fault(sheet, row, column, header, e.Message);
        }
    }

    /// <summary>Notes the national currency of a nation for all its figures.</summary>
    public void SetCurrency(string nation, string currency)
    {
        foreach (var entry in _entries.Where(e => e.Key.Nation == nation && currency.Length > 0).Select(e => e.Value))
        {
            entry.Figure.CurrencyCode = currency;
            entry.Fields.Add("currency_code");
        }
    }

    /// <summary>Puts the figures into the rows, by nation and year.</summary>
    public void Complete() => into.Rows.AddRange(_entries.OrderBy(e => e.Key.Nation, StringComparer.Ordinal).ThenBy(e => e.Key.Year)
        .Select(e => new ImportedRow(Types.Expenditures, e.Value.Figure, e.Value.Fields, e.Value.Sheet, e.Value.Row) { Columns = e.Value.Columns, Elsewhere = e.Value.Places }));

    /// <summary>The nation of a row; null, with a fault or a note, when it is none.</summary>
    public string? NationOf(Sheet sheet, YearRow row) => NationOf(sheet, row.Row, row.Column, row.Label[..(row.Label.IndexOf('(', StringComparison.Ordinal) is var at and > 0 ? at : row.Label.Length)]);

    /// <inheritdoc cref="NationOf(Sheet, YearRow)"/>
    public string? NationOf(Sheet sheet, SheetRow row, int column, string label)
    {
        var country = CountryNames.Find(label) is { Kind: not CountryKind.Unknown } plain ? plain : CountryNames.Find(row[column]);
        switch (country.Kind)
        {
            case CountryKind.Nation:
                return country.Code;
            case CountryKind.Group:
                into.LeaveOut($"{label.Trim()}: sums over nations are computed, not stored.");
                return null;
            case CountryKind.Former:
                into.LeaveOut($"{label.Trim()}: a state that no longer exists has no code.");
                return null;
            default:
                into.Fault(sheet, row, column, "country", "is no country that is known; write its English name or its ISO 3166-1 alpha-3 code");
                return null;
        }
    }

    /// <summary>An amount given in millions of dollars.</summary>
    public static Google.Type.Money Millions(Rational value) => Amount.ToMoney(value * Million, Dollar);

    private sealed record Entry(Expenditure Figure, string Sheet, int Row, HashSet<string> Fields)
    {
        public Dictionary<string, string> Columns { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, (string Sheet, int Row)> Places { get; } = new(StringComparer.Ordinal);
    }
}
