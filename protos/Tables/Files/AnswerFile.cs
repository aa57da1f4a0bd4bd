using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Data.V1;
using Summit.Tables.Cells;
using Summit.Tables.Columns;

namespace Summit.Tables.Files;

/// <summary>
/// An answer of a method as a file. A workbook has a sheet with the single values and a sheet for each list in the answer, such as the
/// facts that were used with their sources. CSV has a line for each value: table, row, column, value.
/// </summary>
public static class AnswerFile
{
    private const string Single = "answer";

    /// <summary>Writes the answers of a call: one, or those of a stream.</summary>
    public static void Write(Stream stream, FileFormat format, IReadOnlyList<IMessage> answers)
    {
        if (format == FileFormat.JsonLines)
        {
            MessageFile.WriteLines(stream, answers);
            return;
        }

        var tables = answers.SelectMany(TablesOf).ToList();
        if (format == FileFormat.Xlsx)
        {
            WriteSheets(stream, tables);
        }
        else
        {
            WriteValues(stream, tables);
        }
    }

    private static void WriteSheets(Stream stream, List<Table> tables)
    {
        using var file = new WorkbookFile(stream);
        foreach (var table in tables)
        {
            file.Begin(table.Name, table.Headers);
            table.Rows.ForEach(file.Write);
        }
    }

    private static void WriteValues(Stream stream, List<Table> tables)
    {
        using var file = new CsvFile(stream);
        file.Begin("", ["table", "row", "column", "value"]);
        foreach (var table in tables)
        {
            foreach (var (index, row) in table.Rows.Index())
            {
                foreach (var (column, cell) in row.Index().Where(c => c.Item.Text.Length > 0))
                {
                    file.Write([new Cell(table.Name), Cell.OfNumber($"{index + 1}"), new Cell(table.Headers[column]), cell]);
                }
            }
        }
    }

    private static List<Table> TablesOf(IMessage answer)
    {
        var tables = new List<Table> { new(Single, ["field", "value"], []) };
        Collect(answer, "", tables);
        return tables;
    }

    private static void Collect(IMessage message, string path, List<Table> tables)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var at = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (field.IsRepeated && !field.IsMap && field.FieldType == FieldType.Message)
            {
                var rows = ((System.Collections.IEnumerable)field.Accessor.GetValue(message)).Cast<IMessage>().ToList();
                if (rows.Count > 0)
                {
                    var columns = TableColumns.Of(field.MessageType);
                    tables.Add(new Table(at, [.. columns.Select(c => c.Header)], [.. rows.Select(row => (IReadOnlyList<Cell>)[.. columns.Select(c => c.Write(row))])]));
                }
            }
            else if (!field.IsRepeated && field.FieldType == FieldType.Message && TableColumns.Of(message.Descriptor).First(c => c.Field == field.Name).IsJson)
            {
                if (field.Accessor.GetValue(message) is IMessage inner)
                {
                    Collect(inner, at, tables);
                }
            }
            else
            {
                foreach (var column in TableColumns.Of(message.Descriptor).Where(c => c.Field == field.Name))
                {
                    tables[0].Rows.Add([new Cell(path.Length == 0 ? column.Header : $"{path}.{column.Header}"), column.Write(message)]);
                }
            }
        }
    }

    private sealed record Table(string Name, IReadOnlyList<string> Headers, List<IReadOnlyList<Cell>> Rows);
}
