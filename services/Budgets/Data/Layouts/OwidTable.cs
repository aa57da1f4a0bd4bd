using Summit.Budgets.V1;
using Summit.Import.Cells;
using Summit.Import.Countries;
using Summit.Import.Files;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Kernel;

namespace Summit.Budgets.Data.Layouts;

/// <summary>A table of Our World in Data on military spending: Entity, Code, Year, and a column a measure. Its figures are SIPRI's.</summary>
internal sealed class OwidTable : ILayout
{
    private static readonly string[] Keys = ["entity", "code", "year"];

    public string Name => "owid";

    public string Description => "Our World in Data's CSV on military spending, columns Entity, Code, Year and the measure";

    public bool Recognises(ImportFile file) => file.Sheets is [{ Rows: [var header, ..] }] && Keys.All(key => header.Cells.Any(cell => Ids.Header(cell) == key));

    public void Read(ImportFile file, RowsRead into)
    {
        var sheet = file.Sheets[0];
        var header = sheet.Rows[0];
        var (entity, code, year) = (Find(header, "entity"), Find(header, "code"), Find(header, "year"));
        var source = Publications.Of(file, "Military spending", "Our World in Data", into);
        var book = new FigureBook(SpendingDefinition.Sipri, source, into);
        var measures = Enumerable.Range(0, header.Cells.Count).Where(c => c != entity && c != code && c != year).Select(c => (Column: c, Measure: MeasureOf(header[c]))).ToList();
        foreach (var (column, measure) in measures)
        {
            if (measure is { } known)
            {
                into.Recognise($"Column {header[column]}: {known.Field}, by SIPRI's definition.");
            }
            else
            {
                into.LeaveOut($"Column {header[column]}: only shares of GDP and amounts in current US dollars are held.");
            }
        }

        var numbers = NumberForm.Of(sheet.Rows.Skip(1).SelectMany(row => measures.Select(m => row[m.Column])), sheet.DecimalComma);
        foreach (var row in sheet.Rows.Skip(1))
        {
            if (row[code].Trim().Length == 0 && CountryNames.Find(row[entity]).Kind != CountryKind.Nation)
            {
                into.LeaveOut($"{row[entity].Trim()}: sums over nations are computed, not stored.");
                continue;
            }

            var column = row[code].Trim().Length > 0 && CountryNames.Find(row[code]).Kind != CountryKind.Unknown ? code : entity;
            var when = Year.TryRead(row[year]);
            if (when is null)
            {
                into.Fault(sheet, row, year, header[year], "is not a year of 1900 to 2100");
            }

            if (book.NationOf(sheet, row, column, row[column]) is { } nation && when is { } known)
            {
                Take(book, numbers, sheet, row, header, nation, known, measures, into);
            }
        }

        book.Complete();
    }

    private static void Take(
        FigureBook book, NumberForm numbers, Sheet sheet, SheetRow row, SheetRow header, string nation, Year year,
        IEnumerable<(int Column, (string Field, Action<Expenditure, Rational> Set)? Measure)> measures, RowsRead into)
    {
        foreach (var (column, measure) in measures)
        {
            if (measure is not { } known || Marks.IsMissing(row[column]))
            {
                continue;
            }

            if (numbers.TryRead(row[column], out var estimate) is { } value)
            {
                book.Set(nation, year.Number, year.Estimate || estimate, known.Field, sheet, row, column, header[column], figure => known.Set(figure, value));
            }
            else
            {
                into.Fault(sheet, row, column, header[column], "is not a number");
            }
        }
    }

    private static (string Field, Action<Expenditure, Rational> Set)? MeasureOf(string header)
    {
        var text = header.ToLowerInvariant();
        if (text.Contains("gdp", StringComparison.Ordinal) && (text.Contains('%', StringComparison.Ordinal) || text.Contains("share", StringComparison.Ordinal)))
        {
            return ("published_share_percent", (figure, value) => figure.PublishedSharePercent = value.ToDouble());
        }

        return text.Contains("current", StringComparison.Ordinal) && (text.Contains("us$", StringComparison.Ordinal) || text.Contains("usd", StringComparison.Ordinal) || text.Contains("us dollar", StringComparison.Ordinal))
            ? ("defence_spending", (figure, value) => figure.DefenceSpending = Amount.ToMoney(value, "USD"))
            : null;
    }

    private static int Find(SheetRow header, string key) => Enumerable.Range(0, header.Cells.Count).First(c => Ids.Header(header[c]) == key);
}
