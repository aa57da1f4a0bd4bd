using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Data.V1;
using Summit.Tables.Cells;
using Summit.Tables.Columns;

namespace Summit.Tables.Files;

/// <summary>Messages of one type as a file.</summary>
public static class MessageFile
{
    /// <summary>Formats that can be written.</summary>
    public static IReadOnlyList<FileFormat> Formats { get; } = [FileFormat.Csv, FileFormat.Xlsx, FileFormat.JsonLines];

    /// <summary>The end of a file's name, for example <c>csv</c>.</summary>
    public static string Extension(FileFormat format) => format switch
    {
        FileFormat.Xlsx => "xlsx",
        FileFormat.JsonLines => "jsonl",
        _ => "csv",
    };

    /// <summary>The media type of a format.</summary>
    public static string MediaType(FileFormat format) => format switch
    {
        FileFormat.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FileFormat.JsonLines => "application/jsonl",
        _ => "text/csv; charset=utf-8",
    };

    /// <summary>Writes a file.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="type">The type of the messages.</param>
    /// <param name="messages">The messages.</param>
    public static void Write(Stream stream, FileFormat format, MessageDescriptor type, IEnumerable<IMessage> messages)
    {
        if (format == FileFormat.JsonLines)
        {
            WriteLines(stream, messages);
            return;
        }

        using TableFile file = format == FileFormat.Xlsx ? new WorkbookFile(stream) : new CsvFile(stream);
        WriteTable(file, type.Name, type, messages);
    }

    /// <summary>Writes one message a line.</summary>
    public static void WriteLines(Stream stream, IEnumerable<IMessage> messages)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        foreach (var message in messages)
        {
            writer.WriteLine(FieldJson.Line(message));
        }
    }

    /// <summary>Reads a message from a line of JSON; null when it is none.</summary>
    /// <param name="type">Type of the message.</param>
    /// <param name="line">The line.</param>
    /// <param name="wrong">What is wrong with it; empty when nothing is.</param>
    public static IMessage? TryParseLine(MessageDescriptor type, string line, out string wrong)
    {
        try
        {
            wrong = "";
            return FieldJson.Parse(type, line);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or FormatException or OverflowException or ArgumentException or InvalidOperationException)
        {
            wrong = e.Message;
            return null;
        }
    }

    /// <summary>Writes messages as one table of a file.</summary>
    public static void WriteTable(TableFile file, string name, MessageDescriptor type, IEnumerable<IMessage> messages)
    {
        var columns = TableColumns.Of(type);
        file.Begin(name, [.. columns.Select(column => column.Header)]);
        foreach (var message in messages)
        {
            file.Write([.. columns.Select(column => column.Write(message))]);
        }
    }
}
