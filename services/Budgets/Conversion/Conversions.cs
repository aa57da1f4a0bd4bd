using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;
using Basis = Summit.Api.V1.PriceBasis;

namespace Summit.Budgets.Conversion;

/// <summary>
/// Converts one amount. Prices are converted first, in national currency. The currency is converted next, with the mean rate of the
/// year whose prices the amount then has. Data that is not stored is collected by name.
/// </summary>
internal sealed class Conversions(RateBook rates, IndexBook indices, Evidence evidence)
{
    private readonly List<MissingFact> _missing = [];

    /// <summary>Throws if any data that the conversion needs was not found.</summary>
    public void ThrowIfMissing() => Missing.ThrowIfAny(_missing, ErrorReason.SeriesMissing);

    public ConvertedAmount? Convert(AmountToConvert item, string id, string currency, Basis target)
    {
        var steps = new List<ConversionStep>();
        var sum = Rational.Zero;
        foreach (var (year, months) in Parts(item))
        {
            var part = new Part(item.Nation, item.Amount.CurrencyCode, Amount.Of(item.Amount) * months / 12, year);
            if (months < 12)
            {
                Step(steps, $"fiscal year {item.Basis.Year} from month {item.FiscalYearStartMonth}: {months} of 12 months in {year}", part.Value, part.Currency);
            }

            if (ConvertPart(part, currency, TargetYear(item, target, year), steps) is not { } value)
            {
                return null;
            }

            sum += value;
        }

        return new ConvertedAmount
        {
            Id = id,
            Original = item.Amount,
            OriginalBasis = item.Basis,
            Converted = Amount.ToMoney(sum, currency),
            Basis = target,
            Steps = { steps },
        };
    }

    /// <summary>Returns whether a rate between currencies in a year is stored.</summary>
    public bool Has(string from, string to, int year) => rates.Find(from, to, year) is not null;

    /// <summary>
    /// Returns a factor between currencies in a year and records it as used. If it is not stored, returns null and records it as
    /// missing.
    /// </summary>
    public Rational? Rate(string from, string to, int year, List<string> used)
    {
        if (rates.Find(from, to, year) is not { } found)
        {
            _missing.Add(Missing.Fact($"{from} to {to} {year} annual mean exchange rate", $"Series looked in: {rates.SeriesText}; store the rate, send it inline, or name another series."));
            return null;
        }

        foreach (var rate in found.Used)
        {
            var name = Evidence.NameOf(rate.Name, $"exchange-rate-{rate.CurrencyCode}-{rate.Year}");
            var value = string.Join(", ", new[] { rate.HasPerEur ? $"{rate.PerEur} per EUR" : "", rate.HasPerUsd ? $"{rate.PerUsd} per USD" : "" }.Where(text => text.Length > 0));
            evidence.Use(
                name,
                $"{rate.CurrencyCode}, mean of {rate.Year}, series {(rate.Series.Length > 0 ? rate.Series : "inline")}",
                value,
                "",
                rate.Source);
            used.Add(name);
        }

        return found.Rate;
    }

    // A nominal amount that is requested in the prices of its own year is not converted to other prices. Each part of a fiscal
    // year keeps its own prices.
    private static int TargetYear(AmountToConvert item, Basis target, int partYear) =>
        item.Basis.Kind == Basis.Types.Kind.Nominal && target.Kind == Basis.Types.Kind.Nominal && target.Year == item.Basis.Year ? partYear : target.Year;

    private static (int Year, int Months)[] Parts(AmountToConvert item)
    {
        var before = Math.Max(item.FiscalYearStartMonth, 1) - 1;
        return before == 0 ? [(item.Basis.Year, 12)] : [(item.Basis.Year, 12 - before), (item.Basis.Year + 1, before)];
    }

    private Rational? ConvertPart(Part part, string currency, int year, List<ConversionStep> steps)
    {
        if (part.Year == year)
        {
            return Exchange(part.Value, part.Currency, currency, year, steps);
        }

        var (from, to) = (indices.Find(part.Nation, part.Year), indices.Find(part.Nation, year));
        NoteMissing(from, part, part.Year);
        NoteMissing(to, part, year);
        var ratio = indices.Ratio(part.Nation, part.Year, year);
        if (ratio is null && from is not null && to is not null)
        {
            _missing.Add(Missing.Fact($"{part.Nation} {part.Year} and {year} price index of one base year, series {indices.Series}", $"The two indices have the base years {from.BaseYear} and {to.BaseYear}; store them with one."));
        }

        var local = (from ?? to)?.CurrencyCode is { Length: > 0 } own ? own : part.Currency;
        var inLocal = Exchange(part.Value, part.Currency, local, part.Year, steps);
        if (from is null || to is null || ratio is null || inLocal is null)
        {
            // Also look up the last rate, so that all missing data is reported at once.
            Exchange(Rational.Zero, local, currency, year, []);
            return null;
        }

        var deflated = inLocal.Value * ratio.Value;
        Step(steps, $"{local} prices of {part.Year} to {year}, series {indices.Series}", deflated, local, [Use(from), Use(to)]);
        return Exchange(deflated, local, currency, year, steps);
    }

    private Rational? Exchange(Rational value, string from, string to, int year, List<ConversionStep> steps)
    {
        if (from == to)
        {
            return value;
        }

        var used = new List<string>();
        if (Rate(from, to, year, used) is not { } rate)
        {
            return null;
        }

        Step(steps, $"{from} to {to}, mean of {year}", value * rate, to, used);
        return value * rate;
    }

    private void NoteMissing(PriceIndex? index, Part part, int year)
    {
        if (index is null)
        {
            _missing.Add(Missing.Fact($"{part.Currency} {(part.Nation.Length > 0 ? part.Nation : "no nation named")} {year} price index, series {indices.Series}", "Store the index, send it inline, or name another series; nothing is assumed in its place."));
        }
    }

    private string Use(PriceIndex index)
    {
        var name = Evidence.NameOf(index.Name, $"price-index-{index.Year}");
        evidence.Use(
            name,
            $"price index {index.Year}, series {indices.Series}",
            $"{index.Value}{(index.BaseYear > 0 ? $" ({index.BaseYear} = 100)" : "")}",
            "",
            index.Source);
        return name;
    }

    private static void Step(List<ConversionStep> steps, string description, Rational amount, string currency, IEnumerable<string>? used = null) =>
        steps.Add(new ConversionStep { Description = description, Amount = Amount.ToMoney(amount, currency), Facts = { used ?? [] } });

    private readonly record struct Part(string Nation, string Currency, Rational Value, int Year);
}
