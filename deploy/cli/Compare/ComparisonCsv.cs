using Summit.Logistics.V1;

namespace Summit.Cli.Compare;

/// <summary>A comparison as comma-separated values: part, what, unit, then one value for each column.</summary>
internal static class ComparisonCsv
{
    public static void Print(CompareAssessmentsResponse compared, TextWriter writer)
    {
        Line(writer, ["part", "what", "unit", .. compared.Columns.Select(c => c.Label)]);
        foreach (var figure in compared.Figures)
        {
            var numbers = figure.Unit.Length > 0 && figure.Values.Any(v => v.HasNumber);
            Line(writer, ["figure", figure.DisplayName, figure.Unit, .. figure.Values.Select(v => numbers && v.HasNumber ? FormattableString.Invariant($"{v.Number}") : v.Text)]);
        }

        foreach (var input in compared.Inputs)
        {
            Line(writer, ["question", input.Description, "", .. input.Values]);
        }

        foreach (var fact in compared.Facts)
        {
            Line(writer, ["fact", fact.Description.Length > 0 ? fact.Description : fact.Name, fact.Unit, .. fact.Values]);
        }
    }

    private static void Line(TextWriter writer, IEnumerable<string> cells) => writer.WriteLine(string.Join(',', cells.Select(Cell)));

    private static string Cell(string cell) => cell.AsSpan().ContainsAny(",\"\n\r") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
