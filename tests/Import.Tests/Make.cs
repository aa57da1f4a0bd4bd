using System.Text;
using Google.Type;
using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Tables.Cells;
using Summit.Tables.Files;

namespace Summit.Import.Tests;

/// <summary>Short ways to files and requests.</summary>
internal static class Make
{
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>A workbook. A cell is a text, a number, or null.</summary>
    public static byte[] Workbook(params (string Name, object?[][] Rows)[] sheets)
    {
        using var bytes = new MemoryStream();
        using (var file = new WorkbookFile(bytes))
        {
            foreach (var (name, rows) in sheets)
            {
                file.Begin(name, [.. rows[0].Select(cell => $"{cell}")]);
                foreach (var row in rows.Skip(1))
                {
                    file.Write([.. row.Select(cell => cell is double or int ? Cell.OfReal(Convert.ToDouble(cell)) : new Cell($"{cell}"))]);
                }
            }
        }

        return bytes.ToArray();
    }

    public static Source Source(string edition = "2024-06", string title = "", string publisher = "") =>
        new() { Title = title, Publisher = publisher, Edition = edition, PublishDate = new Date { Year = 2024, Month = 6, Day = 17 } };

    public static ImportRowsRequest Kind(string kind, Source? source = null, string name = "", bool dry = false) => new() { Kind = kind, Source = source, FileName = name, ValidateOnly = dry };
}
