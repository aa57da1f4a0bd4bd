using Google.Type;
using Summit.Api.V1;
using Summit.Kernel;

namespace Summit.Budgets.Facts;

/// <summary>Conditions that many messages share. The messages may contain fields that are invalid.</summary>
internal static class Requirements
{
    /// <summary>Requires that the amount is in this currency, not negative, and a whole number of minor units.</summary>
    /// <param name="violations">Receives the violations.</param>
    /// <param name="money">The amount. Null is accepted, because a required field is checked by its own rule.</param>
    /// <param name="currency">The currency. If it is empty, any currency is accepted.</param>
    /// <param name="field">Path of the amount.</param>
    public static void RequireShareable(this Violations violations, Money? money, string currency, string field)
    {
        if (money is null)
        {
            return;
        }

        violations.Require(
            currency.Length == 0 || money.CurrencyCode == currency, field, $"\"{Amount.Text(money)}\" is in another currency than {currency}; convert it first with ConvertAmounts");
        violations.RequireNotNegative(money, field);
        violations.Require(
            Amount.IsWholeMinor(money), field, $"{Amount.Text(money)} is not a whole number of minor units of {Amount.MinorText(money.CurrencyCode)}");
    }

    /// <summary>Requires that the amount is 0 or more.</summary>
    public static void RequireNotNegative(this Violations violations, Money? money, string field) =>
        violations.Require(money is null || Amount.Of(money).Sign >= 0, field, $"{(money is null ? "" : Amount.Text(money))} is negative; it must be 0 or more");

    /// <summary>Requires a source for stored data that comes from outside.</summary>
    public static void RequireSource(this Violations violations, Source? source, string path)
    {
        if (!violations.Require(source is not null, $"{path}.source", "is not set; a source is required"))
        {
            return;
        }

        violations.RequireText(source!.Title, $"{path}.source.title", "the title of the publication");
        violations.RequireText(source.Publisher, $"{path}.source.publisher", "who published it");
        violations.Require(
            source.PublishDate.TryDay() is not null, $"{path}.source.publish_date", "is not set; give the day of publication, from which on the figure is known");
    }

    /// <summary>Requires that the text is set.</summary>
    public static void RequireText(this Violations violations, string text, string field, string what) =>
        violations.Require(text.Length > 0, field, $"is not set; give {what}");

    /// <summary>
    /// Returns the exact numbers of wire values. Values that are not numbers are left out, because their own rule reports them.
    /// </summary>
    public static IEnumerable<Rational> Finite(IEnumerable<double> values) => values.Where(double.IsFinite).Select(Rational.FromWire);

    /// <summary>Requires that rows about the same subject occur only once.</summary>
    /// <param name="violations">Receives the violations.</param>
    /// <param name="rows">The rows, in order of their fields.</param>
    /// <param name="about">The subject of a row, as text.</param>
    /// <param name="field">Path of the repeated field.</param>
    public static void RequireOneRowEach<T>(this Violations violations, IEnumerable<T> rows, Func<T, string> about, string field)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (index, row) in rows.Index())
        {
            var what = about(row);
            violations.Require(first.TryAdd(what, index), $"{field}[{index}]", $"{what} is given already by {field}[{first[what]}]; give it once");
        }
    }
}
