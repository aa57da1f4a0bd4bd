using Summit.Logistics.V1;
using Summit.Report.Printing;

namespace Summit.Cli.Compare;

/// <summary>
/// A comparison as comma-separated values: part, id, what, unit, then one value for each column. A cause has the figure's value before
/// the change in the first column and the value after it in the column that the difference comes from.
/// </summary>
internal static class ComparisonCsv
{
    public static void Print(CompareAssessmentsResponse compared, TextWriter writer)
    {
        void Line(string part, string id, string what, string unit, IEnumerable<string> values) => writer.WriteLine(CsvPrinter.Line([part, id, what, unit, .. values]));

        Line("part", "id", "what", "unit", compared.Columns.Select(c => c.Label));
        foreach (var figure in compared.Figures)
        {
            var numbers = figure.Unit.Length > 0 && figure.Values.Any(v => v.HasNumber);
            Line("figure", figure.Id, figure.DisplayName, figure.Unit, figure.Values.Select(v => numbers && v.HasNumber ? FormattableString.Invariant($"{v.Number}") : v.Text));
        }

        foreach (var input in compared.Inputs)
        {
            Line("question", input.Field, input.Description, "", input.Values);
        }

        foreach (var cause in compared.Causes)
        {
            foreach (var change in cause.Changes)
            {
                Line("cause", change.Figure, $"{cause.Description}: {cause.From} -> {cause.To}", "", compared.Columns.Select((_, i) => i == 0 ? change.From : i == cause.Column ? change.To : ""));
            }
        }

        foreach (var fact in compared.Facts)
        {
            Line("fact", fact.Name, fact.Description, fact.Unit, fact.Values);
        }
    }
}
