using Summit.Budgets.V1;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Kernel;

namespace Summit.Budgets.Data.Layouts;

/// <summary>The workbook of NATO's yearly report on defence expenditure, with a sheet a table.</summary>
internal sealed class NatoTables : ILayout
{
    private const string CurrentPrices = "Current prices";
    private const int RateDigits = 6;

    private static readonly Dictionary<string, string> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Leks"] = "ALL",
        ["Euros"] = "EUR",
        ["Leva"] = "BGN",
        ["Canadian dollars"] = "CAD",
        ["Kuna"] = "HRK",
        ["Koruny"] = "CZK",
        ["Forint"] = "HUF",
        ["Denars"] = "MKD",
        ["Zlotys"] = "PLN",
        ["New Lei"] = "RON",
        ["Kronor"] = "SEK",
        ["Liras"] = "TRY",
        ["Pounds"] = "GBP",
        ["US dollars"] = "USD",
        ["Kroner DNK"] = "DKK",
        ["Kroner NOR"] = "NOK",
    };

    // Title, unit and section of the tables that are read, and what their figures are.
    private static readonly Measure[] Measures =
    [
        new("Defence expenditure", "Million US dollars", CurrentPrices, "defence_spending", (figure, value) => figure.DefenceSpending = FigureBook.Millions(value)),
        new("GDP", "Million US dollars", CurrentPrices, "gdp", (figure, value) => figure.Gdp = FigureBook.Millions(value)),
        new("Defence expenditure as a share of GDP", "", "Share of real GDP", "published_share_percent", (figure, value) => figure.PublishedSharePercent = value.ToDouble()),
        new("Distribution of defence expenditure", "Percentage", "Equipment", "equipment_share_percent", (figure, value) => figure.EquipmentSharePercent = value.ToDouble()),
        new("Distribution of defence expenditure", "Percentage", "Personnel", "personnel_share_percent", (figure, value) => figure.PersonnelSharePercent = value.ToDouble()),
        new("Military personnel", "Thousands", "", "personnel_count", (figure, value) => figure.PersonnelCount = (long)(value * 1_000).Round()),
    ];

    public string Name => "nato-tables";

    public string Description => "NATO's workbook \"Defence Expenditure of NATO Countries\", sheets TABLE1 to TABLE8";

    public bool Recognises(ImportFile file) => file.Sheets.Any(sheet => sheet.Rows.Take(20).SelectMany(r => r.Cells).Any(cell => IsTitle(cell, "Defence expenditure")));

    public void Read(ImportFile file, RowsRead into)
    {
        var tables = file.Sheets.Select(YearTable.Find).OfType<YearTable>().ToList();
        var years = tables.SelectMany(t => t.Years).Select(y => y.Number).ToList();
        var source = Publications.Of(file, years.Count > 0 ? $"Defence Expenditure of NATO Countries ({years.Min()}-{years.Max()})" : "", "NATO", into);
        var book = new FigureBook(SpendingDefinition.Nato, source, into);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var measure in Measures)
        {
            foreach (var table in tables.Where(measure.IsOf))
            {
                var rows = table.Rows().Where(row => row.Section.StartsWith(measure.Section, StringComparison.OrdinalIgnoreCase)).ToList();
                if (rows.Count > 0)
                {
                    used.Add(table.Sheet.Name);
                    into.Recognise($"Sheet {table.Sheet.Name}: {measure.Field}.");
                    book.Take(table, rows, measure.Field, measure.Set);
                }
            }
        }

        if (tables.FirstOrDefault(t => t.Above.Any(cell => IsTitle(cell, "Defence expenditure")) && t.Above.Contains("Million national currency units")) is { } local)
        {
            used.Add(local.Sheet.Name);
            into.Recognise($"Sheet {local.Sheet.Name}: national currencies, and their rates to the dollar.");
            TakeRates(local, book);
        }

        Publications.LeaveOut(file, used, "their figures are not held, or follow from the others", into);

        book.Complete();
    }

    // Units of national currency per dollar: the same spending in both.
    private static void TakeRates(YearTable local, FigureBook book)
    {
        var rows = local.Rows().Where(row => row.Section.StartsWith(CurrentPrices, StringComparison.OrdinalIgnoreCase)).ToList();
        book.Take(local, rows, "lcu_per_usd_used", (figure, value) =>
        {
            if (figure.DefenceSpending is { } dollars && Amount.Of(dollars) is { Sign: > 0 } spent && value.Sign > 0)
            {
                figure.LcuPerUsdUsed = Math.Round((value * 1_000_000 / spent).ToDouble(), RateDigits);
            }
        });
        foreach (var row in rows)
        {
            if (book.NationOf(local.Sheet, row) is { } nation && row.Label.IndexOf('(', StringComparison.Ordinal) is var at and > 0)
            {
                var words = row.Label[(at + 1)..].TrimEnd(')', ' ');
                book.SetCurrency(nation, Currencies.GetValueOrDefault(words) ?? Currencies.GetValueOrDefault($"{words} {nation}") ?? "");
            }
        }
    }

    // "Table 2 : Defence expenditure": the number is the report's own and differs between editions.
    private static bool IsTitle(string cell, string title) =>
        cell.TrimStart().StartsWith("Table ", StringComparison.OrdinalIgnoreCase) && cell.IndexOf(':', StringComparison.Ordinal) is var colon and > 0
        && cell[(colon + 1)..].Trim().StartsWith(title, StringComparison.OrdinalIgnoreCase);

    private sealed record Measure(string Title, string Unit, string Section, string Field, Action<Expenditure, Rational> Set)
    {
        public bool IsOf(YearTable table) =>
            table.Above.FirstOrDefault(cell => IsTitle(cell, Title)) is { } title
            && Matches(title)
            && (Unit.Length == 0 || table.Above.Any(cell => cell.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)));

        // Titles of other tables begin with the same words.
        private bool Matches(string title) => Title is not ("Defence expenditure" or "GDP") || title.Trim().EndsWith(Title, StringComparison.OrdinalIgnoreCase);
    }
}
