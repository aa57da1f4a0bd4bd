using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.Sharing;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Tests;

/// <summary>Short ways to write messages.</summary>
internal static class Make
{
    public static Money Money(string amount, string currency = "EUR") => Amount.ToMoney(Rational.Parse(amount), currency);

    public static Date Day(string day)
    {
        var parsed = DateOnly.Parse(day);
        return new Date { Year = parsed.Year, Month = parsed.Month, Day = parsed.Day };
    }

    public static PriceBasis Nominal(int year) => new() { Kind = PriceBasis.Types.Kind.Nominal, Year = year };

    public static PriceBasis Constant(int year) => new() { Kind = PriceBasis.Types.Kind.Constant, Year = year };

    public static Source Source(string published = "2024-06-17", string edition = "") => new() { Title = "Test", Publisher = "Test", PublishDate = Day(published), Edition = edition };

    public static string Nation(string code) => $"nations/{code}";

    public static CostKeyEntry Entry(string code, double value) => new() { Nation = Nation(code), Value = value };

    public static NationAmount Claim(string code, string amount, string currency = "EUR") => new() { Nation = Nation(code), Amount = Money(amount, currency) };

    public static CostKey Percent(params (string Code, double Value)[] entries) =>
        new() { Kind = CostKey.Types.Kind.Percent, Entries = { entries.Select(entry => Entry(entry.Code, entry.Value)) } };

    public static CostKey Weights(params (string Code, double Value)[] entries) =>
        new() { Kind = CostKey.Types.Kind.Weight, Entries = { entries.Select(entry => Entry(entry.Code, entry.Value)) } };

    public static NationValue[] Values(params long[] values) => [.. values.Select((value, i) => new NationValue($"N{i:D3}", value))];

    public static Rational[] Of(IEnumerable<NationValue> values) => [.. values.Select(value => value.Value)];

    public static Rational[] Rationals(params long[] values) => [.. values.Select(value => (Rational)value)];

    /// <summary>Amounts of a result as text in order of nation, for example <c>10.00</c> as <c>10</c>.</summary>
    public static string[] Amounts(SharingResult result) => [.. result.Shares.Select(share => Amount.Of(share.Amount).ToText(3))];

    public static string Text(Money money) => Amount.Of(money).ToText(9);
}
