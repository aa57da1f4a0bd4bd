using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using Summit.Tables.Cells;

namespace Summit.Tables.Files;

/// <summary>
/// A workbook (XLSX) with a sheet a table, texts in the cells, the header in bold and fixed. The same rows give the same bytes.
/// </summary>
public sealed partial class WorkbookFile(Stream stream) : TableFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const int MaxSheetName = 31;

    // The earliest time that a ZIP entry can have.
    private static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<string> _sheets = [];
    private XmlWriter? _sheet;
    private Stream? _entry;

    /// <inheritdoc/>
    public override void Begin(string name, IReadOnlyList<string> headers)
    {
        EndSheet();
        _sheets.Add(SheetName(name));
        _entry = Entry($"xl/worksheets/sheet{_sheets.Count}.xml");
        _sheet = XmlWriter.Create(_entry, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CloseOutput = false });
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteRaw("<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
        _sheet.WriteStartElement("sheetData", Main);
        Row(headers.Select(header => new Cell(header)), style: 1);
    }

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Cell> row) => Row(row, style: 0);

    private protected override void Complete()
    {
        EndSheet();
        var numbers = Enumerable.Range(1, _sheets.Count).ToList();
        Part("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Kind}sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Kind}styles+xml"/>{string.Concat(numbers.Select(i => $"<Override PartName=\"/xl/worksheets/sheet{i}.xml\" ContentType=\"{Kind}worksheet+xml\"/>"))}</Types>
            """);
        Part("_rels/.rels", $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/_rels/workbook.xml.rels", $"""
            <Relationships xmlns="{Package}/relationships">{string.Concat(numbers.Select(i => $"<Relationship Id=\"rId{i}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))}<Relationship Id="rId{_sheets.Count + 1}" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf fontId="1" applyFont="1" xfId="0"/></cellXfs></styleSheet>
            """);
        Part("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{string.Concat(numbers.Select(i => $"<sheet name=\"{System.Security.SecurityElement.Escape(_sheets[i - 1])}\" sheetId=\"{i}\" r:id=\"rId{i}\"/>"))}</sheets></workbook>
            """);
        _zip.Dispose();
    }

    private void Row(IEnumerable<Cell> cells, int style)
    {
        _sheet!.WriteStartElement("row", Main);
        foreach (var cell in cells)
        {
            _sheet.WriteStartElement("c", Main);
            if (style > 0)
            {
                _sheet.WriteAttributeString("s", style.ToString(CultureInfo.InvariantCulture));
            }

            if (cell.IsNumber)
            {
                _sheet.WriteElementString("v", Main, cell.Text);
            }
            else if (cell.Text.Length > 0)
            {
                _sheet.WriteAttributeString("t", "inlineStr");
                _sheet.WriteStartElement("is", Main);
                _sheet.WriteStartElement("t", Main);
                _sheet.WriteAttributeString("xml", "space", null, "preserve");
                _sheet.WriteString(Escaped(cell.Text));
                _sheet.WriteEndElement();
                _sheet.WriteEndElement();
            }

            _sheet.WriteEndElement();
        }

        _sheet.WriteEndElement();
    }

    private void EndSheet()
    {
        _sheet?.WriteEndDocument();
        _sheet?.Dispose();
        _entry?.Dispose();
        _sheet = null;
    }

    private Stream Entry(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Fixed;
        return entry.Open();
    }

    private void Part(string name, string xml)
    {
        using var entry = Entry(name);
        entry.Write(Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + xml.Trim()));
    }

    // Excel reads _x0041_ as a character code; a carriage return does not survive XML.
    private static string Escaped(string text) => CharacterCode().Replace(text, "_x005F_").Replace("\r", "_x000D_", StringComparison.Ordinal);

    private string SheetName(string name)
    {
        var plain = string.Concat(name.Select(c => @"[]:*?/\'".Contains(c, StringComparison.Ordinal) ? '-' : c));
        plain = plain.Length <= MaxSheetName ? plain : plain[..MaxSheetName];
        return _sheets.Contains(plain, StringComparer.OrdinalIgnoreCase) ? $"{plain[..Math.Min(plain.Length, MaxSheetName - 4)]}-{_sheets.Count + 1}" : plain;
    }

    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex CharacterCode();
}
