using System.IO.Compression;
using System.Xml;

namespace Summit.Import.Files;

/// <summary>
/// Looks through a workbook (XLSX) before it is read: how large its parts are after unpacking, how deep their XML is, where their cells
/// stand, whether a formula has no value, and where one failed.
/// </summary>
internal static class PackageGuard
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = FileLimits.MaxUnpackedBytes,
    };

    /// <summary>Checks a workbook.</summary>
    /// <returns>The cells whose formula failed, with the text of the error.</returns>
    /// <exception cref="UnreadableFileException">It is damaged, too large, or no workbook.</exception>
    public static IReadOnlyDictionary<CellPlace, string> Check(byte[] bytes)
    {
        var errors = new Dictionary<CellPlace, string>();
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > FileLimits.MaxParts)
            {
                throw new UnreadableFileException($"The workbook has {zip.Entries.Count:N0} parts; at most {FileLimits.MaxParts:N0} are read.");
            }

            if (zip.GetEntry("xl/workbook.xml") is null && zip.GetEntry("xl/workbook.bin") is null)
            {
                throw new UnreadableFileException("The file is a ZIP archive and no workbook; send the workbook itself.");
            }

            CheckSizes(zip);
            var names = WorkbookParts.SheetNames(zip, Settings);
            foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                CheckXml(entry, names.GetValueOrDefault(entry.FullName, ""), errors);
            }

            return errors;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            throw new UnreadableFileException("The workbook cannot be read: it is damaged. Open it in a spreadsheet and save it again as XLSX.");
        }
    }

    // What the archive says about a size can be false, so the parts are unpacked and counted.
    private static void CheckSizes(ZipArchive zip)
    {
        var buffer = new byte[64 * 1024];
        var total = 0L;
        foreach (var entry in zip.Entries)
        {
            var size = 0L;
            using var part = entry.Open();
            for (int read; (read = part.Read(buffer)) > 0;)
            {
                (size, total) = (size + read, total + read);
                if (total > FileLimits.MaxUnpackedBytes || (size > FileLimits.SmallPartBytes && size > entry.CompressedLength * FileLimits.MaxRatio))
                {
                    throw new UnreadableFileException(
                        $"The workbook unpacks to more than {FileLimits.MaxUnpackedBytes / (1024 * 1024)} MiB, or to more than {FileLimits.MaxRatio} times its size; such a file is not read. Save the table alone, or as CSV.");
                }
            }
        }
    }

    private static void CheckXml(ZipArchiveEntry entry, string sheet, Dictionary<CellPlace, string> errors)
    {
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Settings);
        var (cell, error, formula, value) = ("", false, false, false);
        while (xml.Read())
        {
            if (xml.Depth > FileLimits.MaxXmlDepth)
            {
                throw new UnreadableFileException($"{entry.FullName} is nested more than {FileLimits.MaxXmlDepth} levels deep; no spreadsheet writes that.");
            }

            if (sheet.Length == 0 || xml.NamespaceURI != Main)
            {
                continue;
            }

            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.Element, "row"):
                    CheckRow(xml.GetAttribute("r"), sheet);
                    break;
                case (XmlNodeType.Element, "c"):
                    (cell, error, formula, value) = (xml.GetAttribute("r") ?? "", xml.GetAttribute("t") == "e", false, false);
                    CheckCell(cell, sheet);
                    break;
                case (XmlNodeType.Element, "f"):
                    formula = true;
                    break;
                case (XmlNodeType.Element, "v"):
                    value = !xml.IsEmptyElement;
                    if (error && errors.Count < FileLimits.MaxRows)
                    {
                        errors[new CellPlace(sheet, Number(cell), Column(cell) - 1)] = "#ERROR";
                    }

                    break;
                case (XmlNodeType.EndElement, "c") when formula && !value:
                    throw new UnreadableFileException(
                        "The cell has a formula and no value; open the workbook in a spreadsheet, which computes it, and save it.", sheet, Number(cell), Letters(cell));
            }
        }
    }

    private static void CheckRow(string? number, string sheet)
    {
        if (int.TryParse(number, out var row) && row > FileLimits.MaxRows)
        {
            throw new UnreadableFileException($"The sheet has a row {row:N0}; at most {FileLimits.MaxRows:N0} rows are read. Delete the rows below the table.", sheet, row);
        }
    }

    private static void CheckCell(string cell, string sheet)
    {
        if (Column(cell) > FileLimits.MaxColumns)
        {
            throw new UnreadableFileException($"The sheet has a column {Letters(cell)}; at most {FileLimits.MaxColumns:N0} columns are read.", sheet, Number(cell), Letters(cell));
        }
    }

    private static int Column(string cell) => Letters(cell).Aggregate(0, (sum, c) => Math.Min(sum, FileLimits.MaxColumns) * 26 + (c - 'A' + 1));

    private static string Letters(string cell) => string.Concat(cell.TakeWhile(char.IsAsciiLetterUpper));

    private static int Number(string cell) => int.TryParse(cell.AsSpan(Letters(cell).Length), out var row) ? row : 0;
}
