using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Store;

/// <summary>Field values in the form in which filters and orders compare them.</summary>
internal static class Scalars
{
    private const string Date = "google.type.Date";
    private const string Timestamp = "google.protobuf.Timestamp";
    private const string Duration = "google.protobuf.Duration";

    public static bool IsComparable(FieldDescriptor field) =>
        field.FieldType is not (FieldType.Message or FieldType.Group or FieldType.Bytes)
        || (field.FieldType == FieldType.Message && !field.IsMap && field.MessageType.FullName is Date or Timestamp or Duration);

    /// <summary>Parses a literal of a filter as a value of the field; null with a reason when it is not one.</summary>
    public static (IComparable? Value, string Reason) Read(FieldDescriptor field, string text)
    {
        switch (field.FieldType)
        {
            case FieldType.String:
                return (text, "");
            case FieldType.Bool:
                return bool.TryParse(text, out var flag) ? (flag, "") : (null, "true or false");
            case FieldType.Double or FieldType.Float:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
                    ? (real, "")
                    : (null, "a number between -1.8e308 and 1.8e308");
            case FieldType.Enum:
                var value = field.EnumType.FindValueByName(text) ?? field.EnumType.Values.FirstOrDefault(v => v.Name.EndsWith("_" + text, StringComparison.Ordinal));
                return value is null
                    ? (null, "one of " + string.Join(", ", field.EnumType.Values.Select(v => v.Name)))
                    : ((long)value.Number, "");
            case FieldType.Message when field.MessageType.FullName == Date:
                return ReadDate(text) is { } date ? (date, "") : (null, "a date, such as 2025-02-17");
            case FieldType.Message when field.MessageType.FullName == Timestamp:
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                    ? (instant.UtcTicks, "")
                    : (null, "an instant, such as 2025-02-17T18:00:00Z");
            case FieldType.Message when field.MessageType.FullName == Duration:
                return text.EndsWith('s') && decimal.TryParse(text[..^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
                    ? (seconds, "")
                    : (null, "a duration, such as 90s");
            default:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? (number, "")
                    : (null, "a whole number");
        }
    }

    /// <summary>The field's value in the same form as the literals of <see cref="Read"/>; null when it is not set.</summary>
    public static IComparable? Normal(FieldDescriptor field, object? value) => value switch
    {
        null => null,
        string or bool or double => (IComparable)value,
        float f => (double)f,
        Timestamp t => t.ToDateTimeOffset().UtcTicks,
        Duration d => d.Seconds + d.Nanos / 1_000_000_000m,
        IMessage m when m.Descriptor.FullName == Date => DateNumber(m),
        System.Enum e => Convert.ToInt64(e),
        ulong u => u > long.MaxValue ? long.MaxValue : (long)u,
        _ => Convert.ToInt64(value),
    };

    public static int Compare(FieldDescriptor field, object? x, object? y)
    {
        var (a, b) = (Normal(field, x), Normal(field, y));
        return (a, b) switch
        {
            (null, null) => 0,
            (null, _) => -1,
            (_, null) => 1,
            (string s, string t) => string.CompareOrdinal(s, t),
            _ => a.CompareTo(b),
        };
    }

    // Year, month and day in one number. A date without day or month (0) sorts before the first day or month.
    private static long DateNumber(IMessage date)
    {
        long Part(string name) => (int)date.Descriptor.FindFieldByName(name).Accessor.GetValue(date);
        return Part("year") * 10_000 + Part("month") * 100 + Part("day");
    }

    private static long? ReadDate(string text)
    {
        string[] forms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];
        for (var i = 0; i < forms.Length; i++)
        {
            if (DateOnly.TryParseExact(text, forms[i], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            {
                return date.Year * 10_000L + (i < 2 ? date.Month * 100 : 0) + (i < 1 ? date.Day : 0);
            }
        }
        return null;
    }
}
