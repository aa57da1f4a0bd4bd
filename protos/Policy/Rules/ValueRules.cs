using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;
using Money = Google.Type.Money;

namespace Summit.Policy.Rules;

/// <summary>Rules of standard types, which apply without being declared for each field. Null means valid.</summary>
internal static partial class ValueRules
{
    private const int MostNanos = 999_999_999;
    private const long LastSecond = 253_402_300_799; // 9999-12-31T23:59:59Z
    private const long FirstSecond = -62_135_596_800; // 0001-01-01T00:00:00Z
    private const long LongestSpan = 315_576_000_000; // 10,000 years, as the type's own documentation says
    private const int MostShown = 80;

    public static string? Date(Date date)
    {
        var real = date is { Year: >= 1 and <= 9999, Month: >= 1 and <= 12, Day: >= 1 } && date.Day <= DateTime.DaysInMonth(date.Year, date.Month);
        return real ? null : $"{date.Year:D4}-{date.Month:D2}-{date.Day:D2} is not a real date; year, month and day are all needed";
    }

    public static string? Money(Money money)
    {
        if (!CurrencyCode().IsMatch(money.CurrencyCode))
        {
            return $"currency_code \"{Show(money.CurrencyCode)}\" is not an ISO 4217 code such as EUR";
        }

        if (money.Nanos is < -MostNanos or > MostNanos)
        {
            return $"nanos {money.Nanos} is outside what is allowed: -{MostNanos} to {MostNanos}";
        }

        var agree = money.Units == 0 || money.Nanos == 0 || money.Units > 0 == money.Nanos > 0;
        return agree ? null : $"units {money.Units} and nanos {money.Nanos} have different signs; they must agree";
    }

    public static string? Instant(Timestamp time) =>
        time.Seconds is >= FirstSecond and <= LastSecond && time.Nanos is >= 0 and <= MostNanos
            ? null
            : $"{time.Seconds} s and {time.Nanos} ns is not an instant between the years 1 and 9999";

    public static string? Span(Duration span) =>
        span.Seconds is >= -LongestSpan and <= LongestSpan && span.Nanos is >= -MostNanos and <= MostNanos
            && (span.Seconds == 0 || span.Nanos == 0 || span.Seconds > 0 == span.Nanos > 0)
            ? null
            : $"{span.Seconds} s and {span.Nanos} ns is not a duration of at most 10,000 years with agreeing signs";

    /// <summary>Returns a value in a form that is safe for a message: shortened, and without control and direction marks.</summary>
    public static string Show(object value)
    {
        var text = value.ToString() ?? "";
        var cut = text.Length <= MostShown ? text : text[..MostShown] + "…";
        return string.Concat(cut.Select(c => TextMarks.Contains(c) ? '\uFFFD' : c));
    }

    /// <summary>Returns the names of the values of an enum that may be sent.</summary>
    public static string Names(EnumDescriptor type) => string.Join(", ", type.Values.Where(v => v.Number != 0).Select(v => v.Name));

    [GeneratedRegex(@"\A[A-Z]{3}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CurrencyCode();
}
