using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Summit.Tables.Cells;
using Date = Google.Type.Date;

namespace Summit.Tables.Columns;

/// <summary>Single values as the text of a cell, and back.</summary>
internal static class ScalarText
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];

    /// <summary>The cell of a value.</summary>
    /// <param name="field">The field.</param>
    /// <param name="value">Its value.</param>
    /// <param name="explicitly">Whether a text that is empty, or an enum value that is not specified, is shown as well.</param>
    public static Cell Write(FieldDescriptor field, object? value, bool explicitly) => value switch
    {
        null => Cell.Empty,
        string text => text.Length == 0 && !explicitly ? Cell.Empty : new Cell(TextGuard.Guard(text)),
        bool flag => new Cell(flag ? "true" : "false"),
        double real => Cell.OfReal(real),
        float real => Cell.OfReal(real),
        Date date => new Cell(DateText(date)),
        IMessage instant => new Cell(instant.ToString()!.Trim('"')),
        System.Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture) == 0 && !explicitly ? Cell.Empty : new Cell(EnumText(field.EnumType, Convert.ToInt32(member, CultureInfo.InvariantCulture))),
        IFormattable number => Cell.OfNumber(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"{field.FullName} has no text form"),
    };

    /// <summary>The value of a cell; null with what is allowed when it is none.</summary>
    public static (object? Value, string Allowed) Read(FieldDescriptor field, string cell)
    {
        var text = TextGuard.Read(cell);
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;
        return field.FieldType switch
        {
            FieldType.String => (text, ""),
            FieldType.Bool => (bool.TryParse(text, out var flag) ? flag : null, "true or false"),
            FieldType.Double => (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : null, "a number such as 2 or 0.5"),
            FieldType.Float => (float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real : null, "a number such as 2 or 0.5"),
            FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => (int.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null, "a whole number"),
            FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => (long.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null, "a whole number"),
            FieldType.UInt32 or FieldType.Fixed32 => (uint.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null, "a whole number"),
            FieldType.UInt64 or FieldType.Fixed64 => (ulong.TryParse(text, Whole, CultureInfo.InvariantCulture, out var number) ? number : null, "a whole number"),
            FieldType.Enum => (EnumValue(field, text), $"one of {string.Join(", ", field.EnumType.Values.Skip(1).Select(v => Short(field.EnumType, v.Name)))}"),
            FieldType.Message when field.MessageType == Date.Descriptor => (ReadDate(text), "a date such as 2025-02-17"),
            FieldType.Message when field.MessageType == Timestamp.Descriptor || field.MessageType == Duration.Descriptor => (ReadInstant(field.MessageType, text), "an instant such as 2025-02-17T18:00:00Z, or a duration such as 90s"),
            _ => (null, "a value without a text form"),
        };
    }

    /// <summary>The contract's name of an enum value without the prefix that repeats the enum's name.</summary>
    public static string Short(EnumDescriptor type, string name)
    {
        var prefix = string.Concat(type.Name.Select((c, i) => char.IsUpper(c) && i > 0 ? $"_{c}" : $"{c}")).ToUpperInvariant() + "_";
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }

    private static string EnumText(EnumDescriptor type, int number) =>
        type.FindValueByNumber(number) is { } value ? Short(type, value.Name) : number.ToString(CultureInfo.InvariantCulture);

    // Spreadsheets write words in any case, with blanks or hyphens.
    private static object? EnumValue(FieldDescriptor field, string text)
    {
        var name = text.Replace(' ', '_').Replace('-', '_');
        var value = field.EnumType.Values.FirstOrDefault(v =>
            v.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || Short(field.EnumType, v.Name).Equals(name, StringComparison.OrdinalIgnoreCase));
        return value is not null ? System.Enum.ToObject(field.EnumType.ClrType, value.Number)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? System.Enum.ToObject(field.EnumType.ClrType, number)
            : null;
    }

    private static string DateText(Date date) => (date.Month, date.Day) switch
    {
        (0, 0) => $"{date.Year:D4}",
        (_, 0) => $"{date.Year:D4}-{date.Month:D2}",
        _ => $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2}",
    };

    private static Date? ReadDate(string text)
    {
        // A workbook's date comes with the time of day.
        var day = text.EndsWith(" 00:00:00", StringComparison.Ordinal) ? text[..^" 00:00:00".Length] : text;
        for (var i = 0; i < DateForms.Length; i++)
        {
            if (DateOnly.TryParseExact(day, DateForms[i], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return new Date { Year = date.Year, Month = i < 2 ? date.Month : 0, Day = i < 1 ? date.Day : 0 };
            }
        }

        return null;
    }

    private static IMessage? ReadInstant(MessageDescriptor type, string text)
    {
        try
        {
            return JsonParser.Default.Parse($"\"{text.Replace("\"", "", StringComparison.Ordinal)}\"", type);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
