using System.IO.Compression;
using System.Xml;

namespace Summit.Import.Files;

/// <summary>Which part of a workbook holds which sheet.</summary>
internal static class WorkbookParts
{
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The names of the sheets by the paths of their parts.</summary>
    public static Dictionary<string, string> SheetNames(ZipArchive zip, XmlReaderSettings settings)
    {
        var targets = Elements(zip, "xl/_rels/workbook.xml.rels", "Relationship", settings, xml => (xml.GetAttribute("Id") ?? "", xml.GetAttribute("Target") ?? ""));
        var sheets = Elements(zip, "xl/workbook.xml", "sheet", settings, xml => (xml.GetAttribute("id", Office) ?? "", xml.GetAttribute("name") ?? ""));
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, name) in sheets)
        {
            var target = targets.FirstOrDefault(t => t.Id == id).Value ?? "";
            names[target.StartsWith('/') ? target[1..] : $"xl/{target}"] = name;
        }

        return names;
    }

    private static List<(string Id, string Value)> Elements(ZipArchive zip, string part, string element, XmlReaderSettings settings, Func<XmlReader, (string Id, string Value)> read)
    {
        var found = new List<(string Id, string Value)>();
        if (zip.GetEntry(part) is not { } entry)
        {
            return found;
        }

        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, settings);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == element)
            {
                found.Add(read(xml));
            }
        }

        return found;
    }
}
