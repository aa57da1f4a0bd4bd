using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Import.Files;
using Summit.Import.Rows;

namespace Summit.Import;

/// <summary>Opens the file of a request.</summary>
internal static class OpenedFile
{
    /// <summary>The sheets or lines of the file.</summary>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    public static ImportFile Of(ImportRowsRequest request)
    {
        var bytes = request.Data.ToByteArray();
        var format = FileReader.FormatOf(bytes, request.Format);
        var given = request.Source ?? new Source();
        return format == FileFormat.JsonLines
            ? new ImportFile(request.FileName, [], given) { Format = format, Lines = Lines(TextFileReader.Decode(bytes)) }
            : new ImportFile(request.FileName, FileReader.Read(bytes, format), given) { Format = format };
    }

    private static List<SheetRow> Lines(string text) =>
        [.. text.Split('\n').Select((line, index) => new SheetRow(index + 1, [line.Trim()])).Where(row => row[0].Length > 0)];
}
