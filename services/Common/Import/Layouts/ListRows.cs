using Google.Protobuf;
using Summit.Api.V1;
using Summit.Hosting.Resources;
using Summit.Import.Cells;
using Summit.Import.Countries;
using Summit.Import.Files;
using Summit.Import.Rows;
using Summit.Store;
using Summit.Tables.Cells;

namespace Summit.Import.Layouts;

/// <summary>The rows of one sheet of a list.</summary>
internal sealed class ListRows
{
    private const string SourceField = "source";
    private readonly ResourceType _type;
    private readonly ListTerms _terms;
    private readonly Sheet _sheet;
    private readonly ListHeader _header;
    private readonly Source _given;
    private readonly bool _sourced;
    private readonly RowsRead _into;
    private readonly HashSet<string> _fields;
    private readonly Dictionary<string, string> _columns;
    private readonly int? _name;

    public ListRows(ResourceType type, ListTerms terms, Sheet sheet, ListHeader header, Source given, bool sourced, RowsRead into)
    {
        (_type, _terms, _sheet, _header, _given, _sourced, _into) = (type, terms, sheet, header, given, sourced, into);
        _name = header.Fields.Where(f => f.Column.Header == "name").Select(f => (int?)f.Index).FirstOrDefault();
        if (_name is { } name && !sheet.Rows.Any(r => r.Number > header.Row.Number && type.IsName(r[name].Trim())))
        {
            TakeNameForTitle(name);
        }

        _fields = header.Fields.Where(f => f.Column.Field is not "name" && !OutputFields.IsOutput(type.Descriptor.FindFieldByName(f.Column.Field)))
            .Select(f => f.Column.Field).ToHashSet(StringComparer.Ordinal);
        _columns = header.Fields.GroupBy(f => f.Column.Header).ToDictionary(g => g.Key, g => ImportedRow.ColumnText(g.First().Index, g.First().Header), StringComparer.Ordinal);
        foreach (var field in header.Fields)
        {
            _columns.TryAdd(field.Column.Field, ImportedRow.ColumnText(field.Index, field.Header));
        }

        _name = header.Fields.Where(f => f.Column.Header == "name").Select(f => (int?)f.Index).FirstOrDefault();
    }

    public void Read()
    {
        var ignored = _header.Unknown.Concat(_header.Fields.Where(f => f.Column.Field is not "name" && !_fields.Contains(f.Column.Field)).Select(f => f.Header)).ToList();
        if (ignored.Count > 0)
        {
            _into.LeaveOut($"Columns that are no fields to write: {string.Join(", ", ignored)}.");
        }

        foreach (var (index, header, field) in _header.Twice)
        {
            _into.Fault(_sheet, _header.Row, index, header, $"is the column {field}, which another column is too; delete one of them");
        }

        var rows = _sheet.Rows.Where(r => r.Number > _header.Row.Number).ToList();
        var numbers = _header.Fields.Where(f => f.Column.IsNumber).Select(f => f.Index).ToList();
        var form = NumberForm.Of(rows.SelectMany(r => numbers.Select(n => r[n])), _sheet.DecimalComma);
        foreach (var row in rows)
        {
            Read(row, form);
        }
    }

    private void Read(SheetRow row, NumberForm form)
    {
        var resource = _type.Descriptor.Parser.ParseFrom([]);
        var sound = true;
        foreach (var (index, header, column, alias) in _header.Fields)
        {
            // What only the service sets is never written, so it cannot be wrong. It can tell the order of rows.
            if (column.Field != "name" && !_fields.Contains(column.Field))
            {
                column.Read(resource, row[index]);
                continue;
            }

            var text = ListCells.Text(column, alias, row[index], form, _terms);
            if (column.Read(resource, text) is { } allowed)
            {
                sound = false;
                _into.Fault(_sheet, row, index, header, $"is not {allowed}");
            }
            else if (alias.Currency.Length > 0 && TextGuard.HasContent(text))
            {
                Tables.Columns.TableColumns.Find(_type.Descriptor, $"{column.Field}.currency_code")?.Read(resource, alias.Currency);
            }
        }

        var fields = new HashSet<string>(_fields, StringComparer.Ordinal);
        _terms.Complete?.Invoke(resource, header => _header.Find(header) is { } index ? row[index] : "", fields);
        FillSource(resource, fields);
        if (sound && NameOf(resource, row) is { } name)
        {
            _type.Descriptor.FindFieldByName("name").Accessor.SetValue(resource, name);
            _into.Rows.Add(new ImportedRow(_type, resource, fields, _sheet.Name, row.Number) { Columns = _columns });
        }
    }

    private void FillSource(IMessage resource, HashSet<string> fields)
    {
        var field = _type.Descriptor.FindFieldByName(SourceField);
        if (!_sourced || (_given.Equals(new Source()) && !fields.Contains(SourceField)))
        {
            return;
        }

        var own = field.Accessor.GetValue(resource) as Source;
        if (own is null && _given.Equals(new Source()))
        {
            return;
        }

        var source = Sources.Fill(own, _given);
        // A list that has the column says itself where the confidence is not known.
        source.Confidence = _columns.ContainsKey("source.confidence") && own is not null && own.Confidence == Confidence.Unspecified ? _given.Confidence : source.Confidence;
        field.Accessor.SetValue(resource, source);
        fields.Add(SourceField);
    }

    private string? NameOf(IMessage resource, SheetRow row)
    {
        if (_name is { } column && row[column].Trim() is { Length: > 0 } given)
        {
            if (_type.IsName(given))
            {
                return given;
            }

            _into.Fault(_sheet, row, column, "name", $"is not a name of the form {_type.Pattern}");
            return null;
        }

        var parts = _type.Pattern.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].StartsWith('{'))
            {
                var value = i == parts.Length - 1 && parts[i] != "{nation}" ? IdOf(resource, row) : parts[i] == "{nation}" ? NationOf(row) : CellOf(parts[i].Trim('{', '}'), row);
                if (value is null)
                {
                    return null;
                }

                parts[i] = value;
            }
        }

        return string.Join('/', parts);
    }

    private string? IdOf(IMessage resource, SheetRow row)
    {
        var id = _header.Id is { } column ? Ids.Of(row[column]) : "";
        id = id.Length > 0 ? id : _terms.IdOf is { } compute ? compute(resource) : "";
        id = id.Length > 0 || _terms.IdFrom.Length == 0 ? id : Ids.Of(resource.Descriptor.FindFieldByName(_terms.IdFrom).Accessor.GetValue(resource) as string ?? "");
        if (id.Length > 0)
        {
            return id;
        }

        _into.Add(_sheet.Name, row.Number, _header.Id is { } at ? ImportedRow.ColumnText(at, "id") : "", "", $"The row has no id. Add a column id, or a column name with {_type.Pattern}.");
        return null;
    }

    private string? NationOf(SheetRow row)
    {
        if (_header.Nation is not { } column)
        {
            _into.Add(_sheet.Name, row.Number, "", "", "The row names no nation. Add a column nation with a name or a code such as FRA.");
            return null;
        }

        var country = CountryNames.Find(row[column]);
        switch (country.Kind)
        {
            case CountryKind.Nation:
                return country.Code;
            case CountryKind.Unknown:
                _into.Fault(_sheet, row, column, "nation", "is no country that is known; write its English name or its ISO 3166-1 alpha-3 code");
                return null;
            default:
                _into.LeaveOut($"{row[column].Trim()}: {(country.Kind == CountryKind.Group ? "sums over nations are computed, not stored" : "a state that no longer exists has no code")}.");
                return null;
        }
    }

    private string? CellOf(string header, SheetRow row)
    {
        if (_header.Find(header) is { } column && Ids.Of(row[column]) is { Length: > 0 } id)
        {
            return id;
        }

        _into.Add(_sheet.Name, row.Number, "", "", $"The row has no {header}. Add a column {header}, or a column name with {_type.Pattern}.");
        return null;
    }

    // Lists call "name" what people read.
    private void TakeNameForTitle(int name)
    {
        var at = _header.Fields.FindIndex(f => f.Index == name);
        if (Tables.Columns.TableColumns.Find(_type.Descriptor, "display_name") is { } title && !_header.Fields.Exists(f => f.Column == title))
        {
            _header.Fields[at] = _header.Fields[at] with { Column = title };
        }
    }
}
