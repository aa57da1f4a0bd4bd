using Spectre.Console;
using Summit.Report.Content;
using Summit.Report.Printing;

namespace Summit.Cli.Assess;

/// <summary>Prints a report at the width of the terminal. The first screen has at most 15 lines of 80 columns.</summary>
internal sealed class TerminalPrinter(IAnsiConsole console)
{
    private const int LabelWidth = 13;
    private const int LeastText = 20;

    public void Print(Document document, bool brief)
    {
        foreach (var headline in document.First)
        {
            var lines = Wrapping.Lines(headline.Text, Math.Max(LeastText, console.Profile.Width - LabelWidth), headline.MostLines);
            for (var i = 0; i < lines.Count; i++)
            {
                var label = (i == 0 ? headline.Label : "").PadRight(LabelWidth);
                console.MarkupLineInterpolated($"[bold]{label}[/]{lines[i]}");
            }
        }

        if (brief)
        {
            return;
        }

        foreach (var block in document.Blocks)
        {
            console.WriteLine();
            console.Write(new Rule($"[bold]{Markup.Escape(block.Title)}[/]").LeftJustified());
            foreach (var part in block.Parts)
            {
                Print(part);
            }
        }

        console.WriteLine();
        foreach (var line in document.Footer)
        {
            console.MarkupLineInterpolated($"[dim]{line}[/]");
        }
    }

    private void Print(Part part)
    {
        switch (part)
        {
            case Prose paragraph:
                console.MarkupLineInterpolated($"{paragraph.Text}");
                break;
            case Tabular grid:
                console.Write(TableOf(grid));
                break;
            case Picture picture:
                console.MarkupLineInterpolated($"[bold]{picture.Title}[/]");
                foreach (var line in picture.Draw(console.Profile.Width - 1))
                {
                    console.WriteLine(line);
                }

                break;
        }
    }

    private static Table TableOf(Tabular grid)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < grid.Columns.Count; i++)
        {
            var column = new TableColumn(Markup.Escape(grid.Columns[i]));
            table.AddColumn(i >= grid.Numbers ? column.RightAligned() : column);
        }

        foreach (var row in grid.Rows)
        {
            table.AddRow([.. row.Select(Markup.Escape)]);
        }

        return table;
    }
}
