using System.Globalization;
using Spectre.Console;
using Summit.Cli.Output;
using Summit.Data.V1;

namespace Summit.Cli.Data;

/// <summary>Prints what an import did, or would do. Faults go to standard error, one a line.</summary>
internal static class ImportReport
{
    private const int FieldsOfNew = 3;
    private const int Large = 1_000;
    private const int LargeDecimals = 2;
    private const int SmallDecimals = 4;

    public static void Print(ImportRowsResponse response, int shown)
    {
        var refused = response.Outcome == ImportRowsResponse.Types.Outcome.Refused;
        foreach (var sentence in response.Recognised)
        {
            Terminal.Out.WriteLine(sentence);
        }

        foreach (var sentence in response.LeftOut)
        {
            Terminal.Out.MarkupLineInterpolated($"[grey]Left out: {sentence}[/]");
        }

        if (!refused && response.Changes.Count > 0 && shown > 0)
        {
            Terminal.Out.Write(Changes(response, shown));
        }

        foreach (var fault in response.Faults)
        {
            Terminal.Error.MarkupLineInterpolated($"[red]{Place(fault)}[/]{(fault.Value.Length > 0 ? $"\"{fault.Value}\" " : "")}{fault.Description}");
        }

        if (response.FaultCount > response.Faults.Count)
        {
            Terminal.Error.WriteLine($"and {response.FaultCount - response.Faults.Count:N0} more faults.");
        }

        Terminal.Out.WriteLine(Summary(response));
    }

    private static string Summary(ImportRowsResponse response)
    {
        var counts = $"{response.CreatedCount:N0} new, {response.UpdatedCount:N0} changed, {response.UnchangedCount:N0} as held";
        return response.Outcome switch
        {
            ImportRowsResponse.Types.Outcome.Refused => $"{response.FaultCount:N0} {(response.FaultCount == 1 ? "fault" : "faults")} in {response.RowCount:N0} rows. Nothing was written.",
            ImportRowsResponse.Types.Outcome.Validated => $"{response.RowCount:N0} rows: {counts}. A dry run: nothing was written.",
            _ => $"{response.RowCount:N0} rows: {counts}.{(response.Revision.Length > 0 ? $" Revision {response.Revision}." : "")}",
        };
    }

    private static Table Changes(ImportRowsResponse response, int shown)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("Resource").NoWrap()).AddColumns("Field", "Held", "In the file");
        foreach (var change in response.Changes.Take(shown))
        {
            var isNew = change.Kind == RowChange.Types.Kind.Created;
            var name = Short(change.Name);
            foreach (var field in change.Fields.Take(isNew ? FieldsOfNew : int.MaxValue))
            {
                table.AddRow(Markup.Escape(name), Markup.Escape(field.Field), isNew ? "[green]new[/]" : Markup.Escape(Shown(field.Held)), Markup.Escape(Shown(field.Next)));
                name = "";
            }
        }

        var more = response.CreatedCount + response.UpdatedCount - shown;
        if (more > 0)
        {
            table.Caption($"and {more:N0} more; --show N shows more of them.");
        }

        return table;
    }

    // Published figures can have more digits than a reader compares.
    private static string Shown(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
        ? Math.Round(number, Math.Abs(number) < Large ? SmallDecimals : LargeDecimals).ToString("#,0.####", CultureInfo.InvariantCulture)
        : text;

    // The collection is the same in every row.
    private static string Short(string name) => name.Split('/') is ["nations", var nation, _, .. var rest] ? $"{nation} {string.Join('/', rest)}" : name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string Place(ImportFault fault)
    {
        var parts = new[] { fault.Sheet.Length > 0 ? $"sheet {fault.Sheet}" : "", fault.Row > 0 ? $"row {fault.Row}" : "", fault.Column.Length > 0 ? $"column {fault.Column}" : "" }.Where(p => p.Length > 0).ToList();
        return parts.Count == 0 ? "" : string.Join(", ", parts) + ": ";
    }
}
