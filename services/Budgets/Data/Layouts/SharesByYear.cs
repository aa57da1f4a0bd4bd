using Summit.Budgets.V1;
using Summit.Import.Countries;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Kernel;

namespace Summit.Budgets.Data.Layouts;

/// <summary>A text table with a row a country and a column a year, whose figures are shares of GDP by NATO's definition.</summary>
internal sealed class SharesByYear : ILayout
{
    public string Name => "shares-by-year";

    public string Description => "a CSV with a row a country, a column a year, and defence spending in percent of GDP by NATO's definition";

    public bool Recognises(ImportFile file) => file.Sheets is [{ Name: "" } sheet] && YearTable.Find(sheet) is { } table && table.Above.Count == 0
        && table.Rows().Take(1).All(row => CountryNames.Find(row.Label).Kind != CountryKind.Unknown);

    public void Read(ImportFile file, RowsRead into)
    {
        var table = YearTable.Find(file.Sheets[0])!;
        var values = table.Rows().SelectMany(row => row.Cells.Select(cell => table.Numbers.TryRead(row.Row[cell.Column], out _))).OfType<Rational>().ToList();
        if (values.Count(value => value > Rational.Hundred) > values.Count / 10)
        {
            into.Fault("The table has amounts and does not say their unit and prices. Import the publisher's workbook, or a list with the columns of summit.budgets.v1/Expenditure.");
            return;
        }

        var source = Publications.Of(file, "", "", into);
        into.Recognise("One table: published_share_percent, percent of GDP by NATO's definition.");
        var book = new FigureBook(SpendingDefinition.Nato, source, into);
        book.Take(table, table.Rows(), "published_share_percent", (figure, value) => figure.PublishedSharePercent = value.ToDouble());
        book.Complete();
    }
}
