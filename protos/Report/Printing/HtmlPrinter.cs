using System.Net;
using System.Text;
using Summit.Report.Content;

namespace Summit.Report.Printing;

/// <summary>A report as one self-contained page that is suitable for printing.</summary>
internal static class HtmlPrinter
{
    private const int PictureWidth = 100;

    private const string Style = """
        body { font: 15px/1.45 system-ui, sans-serif; color: #1a1d23; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
        h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #c9ced8 }
        dl { display: grid; grid-template-columns: 9rem 1fr; gap: .3rem 1rem } dt { font-weight: 600 } dd { margin: 0; white-space: pre-line }
        table { border-collapse: collapse; width: 100%; margin: .8rem 0 } th, td { text-align: left; vertical-align: top; padding: .25rem .6rem; border-bottom: 1px solid #e3e6ec }
        th { border-bottom-color: #8b93a5 } .n { text-align: right; font-variant-numeric: tabular-nums } caption { text-align: left; font-weight: 600 }
        pre { font: 12px/1.1 ui-monospace, monospace; overflow-x: auto } footer { color: #5a6170; font-size: .85rem; margin-top: 2rem }
        @media print { body { margin: 0; max-width: none; font-size: 11px } h2, tr, pre { break-inside: avoid } h2 { break-after: avoid } }
        """;

    public static string Print(Document document, string title)
    {
        var page = new StringBuilder();
        page.Append($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{Text(title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n<h1>{Text(title)}</h1>\n<dl>\n");
        foreach (var headline in document.First)
        {
            page.Append($"<dt>{Text(headline.Label)}</dt><dd>{Text(headline.Text)}</dd>\n");
        }

        page.Append("</dl>\n");
        foreach (var block in document.Blocks)
        {
            page.Append($"<section>\n<h2>{Text(block.Title)}</h2>\n");
            foreach (var part in block.Parts)
            {
                Append(page, part);
            }

            page.Append("</section>\n");
        }

        page.Append($"</main>\n<footer>{string.Join("<br>\n", document.Footer.Select(Text))}</footer>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Append(StringBuilder page, Part part)
    {
        switch (part)
        {
            case Prose paragraph:
                page.Append($"<p>{Text(paragraph.Text)}</p>\n");
                break;
            case Tabular grid:
                page.Append($"<table>\n<thead>{Row(grid, grid.Columns, "th scope=\"col\"", "th")}</thead>\n<tbody>\n{string.Concat(grid.Rows.Select(row => Row(grid, row, "td", "td") + "\n"))}</tbody>\n</table>\n");
                break;
            case Picture picture:
                page.Append($"<figure><figcaption>{Text(picture.Title)}</figcaption>\n<pre>{Text(string.Join('\n', picture.Draw(PictureWidth)))}</pre></figure>\n");
                break;
        }
    }

    private static string Row(Tabular grid, IReadOnlyList<string> cells, string open, string close) =>
        $"<tr>{string.Concat(cells.Select((cell, i) => $"<{open}{(i >= grid.Numbers ? " class=\"n\"" : "")}>{Text(cell)}</{close}>"))}</tr>";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
