using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Hosting.Resources;
using Summit.Import.Rows;
using Summit.Store;
using Summit.Tables.Columns;
using Summit.Tables.Files;

namespace Summit.Import.Layouts;

/// <summary>
/// A list of resources of one type: a row a resource, a column a field by its name in the contract, or by a usual other header. What
/// an export writes is such a list. A column that is there decides its field, also where a cell is empty; a column that is not there
/// leaves its field as it is held.
/// </summary>
/// <param name="type">The type.</param>
/// <param name="terms">How such lists are found.</param>
public sealed class ListLayout(ResourceType type, ListTerms terms) : ILayout
{
    // Below this share of known headers a table is likely something else.
    private const double KnownShare = 0.5;
    private readonly bool _sourced = type.Descriptor.FindFieldByName("source")?.MessageType == Source.Descriptor;

    /// <inheritdoc/>
    public string Name => type.TypeName;

    /// <inheritdoc/>
    public string Description => $"a list of {type.Descriptor.Name}, one a row, with the columns {string.Join(", ", TableColumns.Of(type.Descriptor).Select(c => c.Header))}";

    /// <inheritdoc/>
    public bool Recognises(ImportFile file) => Score(file) > 0;

    /// <summary>How well a file fits: the number of its columns that are known; 0 when it is no such list.</summary>
    public int Score(ImportFile file)
    {
        if (file.Sheets.FirstOrDefault(s => s.Name == type.Descriptor.Name) is not null)
        {
            return int.MaxValue;
        }

        var scores = file.Sheets.Select(sheet => ListHeader.Find(sheet, type, terms)).OfType<ListHeader>()
            .Where(h => h.Fields.Count >= 2 && h.Score >= KnownShare * (h.Score + h.Unknown.Count)).Select(h => h.Score);
        return scores.DefaultIfEmpty().Max();
    }

    /// <inheritdoc/>
    public void Read(ImportFile file, RowsRead into)
    {
        into.Recognise($"A list of {type.TypeName}.");
        if (file.Format == FileFormat.JsonLines)
        {
            ReadLines(file, into);
            return;
        }

        var found = false;
        foreach (var sheet in file.Sheets)
        {
            if (ListHeader.Find(sheet, type, terms) is { } header)
            {
                found = true;
                new ListRows(type, terms, sheet, header, file.Given, _sourced, into).Read();
            }
            else if (file.Sheets.Count > 1)
            {
                into.LeaveOut($"Sheet {sheet.Name} has no row with headers of {type.Descriptor.Name}.");
            }
        }

        if (!found)
        {
            into.Fault($"No row has the headers of {Description}.");
        }
    }

    private void ReadLines(ImportFile file, RowsRead into)
    {
        var fields = type.Descriptor.Fields.InDeclarationOrder().Where(f => f.Name != "name" && !OutputFields.IsOutput(f)).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var line in file.Lines)
        {
            if (MessageFile.TryParseLine(type.Descriptor, line[0], out var wrong) is not { } resource)
            {
                into.Add("", line.Number, "", line[0], $"The line is not JSON of {type.TypeName}: {wrong}");
                continue;
            }

            // Where the id follows from the content, a line needs no name.
            if (terms.IdOf is { } idOf && type.Pattern.Split('/') is [var collection, _] && type.NameOf(resource).Length == 0)
            {
                type.Descriptor.FindFieldByName("name").Accessor.SetValue(resource, $"{collection}/{idOf(resource)}");
            }

            if (_sourced && !file.Given.Equals(new Source()))
            {
                var source = type.Descriptor.FindFieldByName("source");
                source.Accessor.SetValue(resource, Sources.Fill(source.Accessor.GetValue(resource) as Source, file.Given));
            }

            into.Rows.Add(new ImportedRow(type, resource, fields, "", line.Number));
        }
    }
}
