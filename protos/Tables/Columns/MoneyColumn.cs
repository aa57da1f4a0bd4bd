using System.Globalization;
using System.Numerics;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Type;
using Summit.Tables.Cells;

namespace Summit.Tables.Columns;

/// <summary>The amount of a money field, as a decimal number, or its currency.</summary>
internal sealed class MoneyColumn(FieldDescriptor field, bool currency) : Column(currency ? $"{field.Name}.currency_code" : field.Name, field.Name, field, isNumber: !currency)
{
    private const int NanoDigits = 9;
    private const int NanosPerUnit = 1_000_000_000;
    private const string Allowed = "an amount such as 1234.5, with at most nine decimals";

    public override Cell Write(IMessage message) => Leaf.Accessor.GetValue(message) is not Money money ? Cell.Empty
        : currency ? new Cell(money.CurrencyCode)
        : Cell.OfNumber(Text(money));

    public override string? Read(IMessage message, string cell)
    {
        if (!TextGuard.HasContent(cell))
        {
            return null;
        }

        var money = Leaf.Accessor.GetValue(message) as Money ?? new Money();
        if (currency)
        {
            money.CurrencyCode = TextGuard.Read(cell);
        }
        else if (!TryRead(TextGuard.Read(cell), money))
        {
            return Allowed;
        }

        Leaf.Accessor.SetValue(message, money);
        return null;
    }

    private static string Text(Money money)
    {
        var nanos = (BigInteger)money.Units * NanosPerUnit + money.Nanos;
        var digits = BigInteger.Abs(nanos).ToString(CultureInfo.InvariantCulture).PadLeft(NanoDigits + 1, '0');
        var text = $"{digits[..^NanoDigits]}.{digits[^NanoDigits..]}".TrimEnd('0').TrimEnd('.');
        return nanos.Sign < 0 ? "-" + text : text;
    }

    private static bool TryRead(string text, Money money)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? "" : text[(point + 1)..];
        if (decimals.Length > NanoDigits || text.Contains(' ', StringComparison.Ordinal)
            || !BigInteger.TryParse((point < 0 ? text : text[..point]) + decimals.PadRight(NanoDigits, '0'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nanos))
        {
            return false;
        }

        var units = BigInteger.DivRem(nanos, NanosPerUnit, out var rest);
        if (units > long.MaxValue || units < long.MinValue)
        {
            return false;
        }

        (money.Units, money.Nanos) = ((long)units, (int)rest);
        return true;
    }
}
