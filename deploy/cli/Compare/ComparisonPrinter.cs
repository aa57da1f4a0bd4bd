using Spectre.Console;
using Summit.Logistics.V1;

namespace Summit.Cli.Compare;

/// <summary>Prints a comparison: the figures in a table, long sentences below it, then what differs and why.</summary>
internal sealed class ComparisonPrinter(IAnsiConsole console)
{
    /// <summary>A text that is longer does not go into a cell.</summary>
    private const int LongestCell = 34;

    private const int NameWidth = 27;
    private const int LeastColumn = 15;

    public void Print(CompareAssessmentsResponse compared, bool facts)
    {
        var labels = compared.Columns.Select(c => c.Label).ToList();
        var inTable = compared.Figures.Where(f => f.Values.All(v => v.Text.Length <= LongestCell)).ToList();
        if (compared.Columns.Any(c => c.Question?.UsaPosture is UsaPosture.Unknown))
        {
            Line("Figures are those without the United States where their part is not known.");
        }

        Table("Side by side", labels, [.. inTable.Where(f => f.Differs).Select(f => (f.DisplayName, f.Values.Select(v => v.Text).ToList()))]);
        foreach (var figure in compared.Figures.Except(inTable).Where(f => f.Differs))
        {
            Sentences(figure.DisplayName, labels, [.. figure.Values.Select(v => v.Text)]);
        }

        Heading("The same in all columns");
        foreach (var figure in compared.Figures.Where(f => !f.Differs))
        {
            console.WriteLine($"{figure.DisplayName}: {figure.Values[0].Text}");
        }

        Table("What differs in the questions", labels, [.. compared.Inputs.Select(i => (i.Description, i.Values.ToList()))]);
        Causes(compared, labels);
        Facts(compared, labels, facts);
    }

    private void Causes(CompareAssessmentsResponse compared, List<string> labels)
    {
        var names = compared.Figures.ToDictionary(f => f.Id, f => f.DisplayName);
        if (compared.Causes.Count + compared.CausesNotes.Count > 0)
        {
            Heading($"What each difference changes in \"{labels[0]}\" when it is the only one");
        }

        foreach (var cause in compared.Causes)
        {
            Line($"[bold]{Markup.Escape($"{cause.Description}: {cause.From} -> {cause.To}")}[/]{(labels.Count > 2 ? Markup.Escape($" (as in \"{labels[cause.Column]}\")") : "")}");
            foreach (var change in cause.Changes.Where(c => c.Figure != "strength"))
            {
                var isLong = Math.Max(change.From.Length, change.To.Length) > LongestCell;
                Line(Markup.Escape(isLong ? $"  {names[change.Figure]}: another, see above" : $"  {names[change.Figure]}: {change.From} -> {change.To}"));
            }

            if (!cause.Changes.Any(c => c.Figure != "strength"))
            {
                Line("  no main figure");
            }
        }

        foreach (var note in compared.CausesNotes)
        {
            Line(Markup.Escape(note));
        }
    }

    private void Facts(CompareAssessmentsResponse compared, List<string> labels, bool list)
    {
        Heading("Facts behind the columns");
        var all = compared.Facts.Count + compared.MoreFacts;
        Line(all == 0 ? "All columns rest on the same facts." : $"{all} facts are used in some columns only, or with another value{(list ? ":" : "; --facts lists them.")}");
        if (list && compared.Facts.Count > 0)
        {
            Table("", labels, [.. compared.Facts.Select(f => (f.Description.Length > 0 ? f.Description : f.Name, f.Values.Select(v => v.Length > 0 ? $"{v} {f.Unit}".Trim() : "-").ToList()))]);
        }
    }

    /// <summary>A table, in several parts when the columns would be too narrow.</summary>
    private void Table(string title, List<string> labels, IReadOnlyList<(string Name, List<string> Values)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        Heading(title);
        var atOnce = Math.Max(1, (console.Profile.Width - NameWidth) / LeastColumn);
        for (var from = 0; from < labels.Count; from += atOnce)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn(new TableColumn("") { Width = Math.Min(NameWidth, rows.Max(r => r.Name.Length)) });
            foreach (var label in labels.Skip(from).Take(atOnce))
            {
                table.AddColumn(new TableColumn(Markup.Escape(label)) { Alignment = Justify.Right });
            }

            foreach (var (name, values) in rows)
            {
                table.AddRow([Markup.Escape(name), .. values.Skip(from).Take(atOnce).Select(Markup.Escape)]);
            }

            console.Write(table);
        }
    }

    private void Sentences(string name, List<string> labels, List<string> texts)
    {
        Heading(char.ToUpperInvariant(name[0]) + name[1..]);
        foreach (var same in labels.Zip(texts).GroupBy(t => t.Second))
        {
            Line($"[bold]{Markup.Escape(string.Join(", ", same.Select(t => t.First)))}[/]: {Markup.Escape(same.Key)}");
        }
    }

    private void Heading(string title)
    {
        if (title.Length > 0)
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold underline]{title}[/]");
        }
    }

    private void Line(string markup) => console.MarkupLine(markup);
}
