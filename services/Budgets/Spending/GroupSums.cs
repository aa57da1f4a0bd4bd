using Summit.Budgets.Conversion;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>Sums the figures of a group in one edition. The sums are in constant prices when indices are given.</summary>
internal sealed class GroupSums(SpendingGroup group, ExpenditureBook book, IndexBook? indices, int baseYear)
{
    private const double TwoPercent = 2;

    private readonly List<MissingFact> _missing = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>The omissions and assumptions, as text.</summary>
    public IEnumerable<string> Notes => _notes;

    /// <summary>Indices and rates that are missing for constant prices.</summary>
    public IEnumerable<MissingFact> Missing => _missing;

    /// <summary>Returns the sum of one year, rounded once at the end. The share is the ratio of the sums in the same row.</summary>
    public AggregateYear Of(int year)
    {
        var row = new AggregateYear { Year = year };
        var (spent, gdp) = (Rational.Zero, Rational.Zero);
        foreach (var member in group.Members.Where(member => SpendingGroups.IsMember(member, year)).OrderBy(member => member.Nation, StringComparer.Ordinal))
        {
            if (member.GdpOnly)
            {
                gdp += ValueOf(member, year, figure => figure.Gdp) ?? Rational.Zero;
                continue;
            }

            row.AtTwoPercentCount += book.Find(member.Nation, year) is { HasPublishedSharePercent: true, PublishedSharePercent: >= TwoPercent } ? 1 : 0;
            if (ValueOf(member, year, figure => figure.DefenceSpending) is not { } defence)
            {
                row.Missing.Add(member.Nation);
                continue;
            }

            row.Members.Add(member.Nation);
            spent += defence;
            gdp += RealGdp(member, year, defence) ?? ValueOf(member, year, figure => figure.Gdp) ?? Rational.Zero;
        }

        if (row.Members.Count > 0)
        {
            row.DefenceSpending = Amount.ToMinorMoney(spent, book.Currency);
            row.Gdp = Amount.ToMinorMoney(gdp, book.Currency);
            if (!gdp.IsZero)
            {
                row.SharePercent = (spent / gdp * 100).ToDisplay();
            }
        }

        return row;
    }

    /// <summary>
    /// The published share of NATO is a share of GDP in prices of the base year of the edition, so GDP in these prices is derived
    /// from it. Null for nominal sums, other base years and other definitions, for which the share does not give this information.
    /// </summary>
    private Rational? RealGdp(SpendingGroupMember member, int year, Rational defence) =>
        indices is not null && book.Definition == SpendingDefinition.Nato && year != baseYear && indices.Find(member.Nation, year)?.BaseYear == baseYear
        && book.Find(member.Nation, year) is { HasPublishedSharePercent: true, PublishedSharePercent: > 0 } figure
            ? defence * 100 / Rational.FromWire(figure.PublishedSharePercent)
            : null;

    /// <summary>
    /// Returns the amount of a member in the basis of the response; null when it is not stored or cannot be converted to that
    /// basis.
    /// </summary>
    private Rational? ValueOf(SpendingGroupMember member, int year, Func<Expenditure, Google.Type.Money?> figureOf)
    {
        if (book.Find(member.Nation, year) is not { } figure || figureOf(figure) is not { } amount)
        {
            return null;
        }

        if (amount.CurrencyCode != book.Currency)
        {
            _notes.Add($"{member.Nation} {year} is in {amount.CurrencyCode}, the edition's other amounts are in {book.Currency}; it is left out.");
            return null;
        }

        if (indices is null)
        {
            return Amount.Of(amount);
        }

        var value = SpendingMath.ToConstant(Amount.Of(amount), amount.CurrencyCode, figure, book.Find(member.Nation, baseYear), indices, member.Nation, baseYear);
        if (value is null)
        {
            _notes.Add($"{member.Nation} has no price index or exchange rate for constant prices of {baseYear} and is left out.");
            AddMissing(figure, member.Nation);
        }

        return value;
    }

    private void AddMissing(Expenditure figure, string nation)
    {
        var currency = figure.CurrencyCode.Length > 0 ? figure.CurrencyCode : "national currency";
        foreach (var year in new[] { figure.Year, baseYear })
        {
            if (indices!.Find(nation, year) is null)
            {
                _missing.Add(Facts.Missing.Fact($"{currency} {nation} {year} price index", $"Series {indices.Series}: store the index or name another series."));
            }

            if (book.Find(nation, year) is not { HasLcuPerUsdUsed: true })
            {
                _missing.Add(Facts.Missing.Fact($"{currency} {nation} {year} exchange rate of the edition", "The edition gives none for the year."));
            }
        }
    }
}
