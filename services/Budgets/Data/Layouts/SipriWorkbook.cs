using Summit.Budgets.V1;
using Summit.Import.Layouts;
using Summit.Import.Rows;
using Summit.Kernel;

namespace Summit.Budgets.Data.Layouts;

/// <summary>The workbook of SIPRI's military expenditure database.</summary>
internal sealed class SipriWorkbook : ILayout
{
    private const string Current = "Current US$";
    private const string Share = "Share of GDP";

    public string Name => "sipri-workbook";

    public string Description => $"SIPRI's workbook of military expenditure, sheets \"{Current}\" and \"{Share}\"";

    public bool Recognises(ImportFile file) => file.Sheets.Any(sheet => sheet.Name is Current or Share && sheet.Rows.Take(5).Any(r => r[0].StartsWith("Military expenditure by country", StringComparison.OrdinalIgnoreCase)));

    public void Read(ImportFile file, RowsRead into)
    {
        var tables = file.Sheets.Select(YearTable.Find).OfType<YearTable>().ToList();
        var current = tables.FirstOrDefault(t => t.Sheet.Name == Current);
        var share = tables.FirstOrDefault(t => t.Sheet.Name == Share);
        var years = (current ?? share)?.Years.Select(y => y.Number).ToList() ?? [];
        var source = Publications.Of(file, years.Count > 0 ? $"SIPRI Military Expenditure Database {years.Min()}-{years.Max()}" : "", "SIPRI", into);
        var book = new FigureBook(SpendingDefinition.Sipri, source, into);
        if (current is not null)
        {
            into.Recognise($"Sheet {Current}: defence_spending in million US dollars at current prices.");
            book.Take(current, current.Rows(), "defence_spending", (figure, value) => figure.DefenceSpending = FigureBook.Millions(value));
        }

        if (share is not null)
        {
            into.Recognise($"Sheet {Share}: published_share_percent; the sheet has parts of 1.");
            book.Take(share, share.Rows(), "published_share_percent", (figure, value) => figure.PublishedSharePercent = value.ToDouble(), scale: Rational.Hundred);
        }

        Publications.LeaveOut(file, new HashSet<string> { Current, Share }, "only current US dollars and shares of GDP are held", into);

        into.LeaveOut("Colours that mark estimates: they are not read, so no figure is marked as an estimate.");
        book.Complete();
    }
}
