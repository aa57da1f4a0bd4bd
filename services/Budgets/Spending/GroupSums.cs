using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Conversion;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>Sums a group's figures of one edition; in constant prices when there are indices.</summary>
internal sealed class GroupSums(SpendingGroup group, ExpenditureBook book, IndexBook? indices, int baseYear)
{
    private readonly List<(string Subject, string Description)> _missing = [];
    private readonly SortedSet<string> _notes = new(StringComparer.Ordinal);

    public IEnumerable<string> Notes => _notes;

    /// <summary>The sum of one year, rounded once, at the end.</summary>
    public AggregateYear Of(int year)
    {
        var row = new AggregateYear { Year = year };
        var (spent, gdp, nominalSpent, nominalGdp) = (Rational.Zero, Rational.Zero, Rational.Zero, Rational.Zero);
        string? currency = null;
        foreach (var member in group.Members.Where(member => SpendingGroups.IsMember(member, year)).OrderBy(member => member.Nation, StringComparer.Ordinal))
        {
            var figure = book.Find(member.Nation, year);
            currency ??= (figure?.DefenceSpending ?? figure?.Gdp)?.CurrencyCode;
            if (figure?.Gdp is { } income)
            {
                nominalGdp += Amount.Of(income);
                gdp += Value(Amount.Of(income), figure, member) ?? Rational.Zero;
            }

            if (member.GdpOnly)
            {
                continue;
            }

            row.AtTwoPercentCount += AggregateSpending.AtTwoPercent(figure) ? 1 : 0;
            if (figure?.DefenceSpending is not { } defence)
            {
                row.Missing.Add(member.Nation);
                continue;
            }

            row.Members.Add(member.Nation);
            nominalSpent += Amount.Of(defence);
            spent += Value(Amount.Of(defence), figure, member) ?? Rational.Zero;
        }

        if (row.Members.Count > 0)
        {
            row.DefenceSpending = Amount.ToMinorMoney(spent, currency!);
            row.Gdp = Amount.ToMinorMoney(gdp, currency!);
        }

        if (!nominalGdp.IsZero && row.Members.Count > 0)
        {
            row.SharePercent = (nominalSpent / nominalGdp * 100).ToDisplay();
        }

        return row;
    }

    /// <summary>Everything that constant prices lacked.</summary>
    public void ThrowIfMissing(string series) => Missing.ThrowIfAny(
        _missing.Select(missing => (missing.Subject, $"Series {series}: {missing.Description}")), ErrorReason.SeriesMissing);

    private Rational? Value(Rational amount, Expenditure figure, SpendingGroupMember member)
    {
        if (indices is null)
        {
            return amount;
        }

        var value = SpendingMath.ToConstant(amount, figure, book.Find(member.Nation, baseYear), indices, member.Nation, baseYear);
        if (value is null && member.GdpOnly)
        {
            _notes.Add($"{member.Nation} has no price index and is left out of GDP in constant prices.");
        }
        else if (value is null)
        {
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
                _missing.Add(($"{currency} {nation} {year} price index", "store the index or name another series."));
            }

            if (book.Find(nation, year) is not { HasLcuPerUsdUsed: true })
            {
                _missing.Add(($"{currency} {nation} {year} exchange rate of the edition", "the edition gives none for the year."));
            }
        }
    }
}

/// <summary>Groups with membership by year.</summary>
internal static class SpendingGroups
{
    public static bool IsMember(SpendingGroupMember member, int year) =>
        year >= member.FirstYear && (member.LastYear == 0 || year <= member.LastYear);

    /// <summary>What a group must keep, stored or inline.</summary>
    public static void Check(SpendingGroup group, string path, Faults faults)
    {
        faults.When(
            group.Definition == SpendingDefinition.Unspecified,
            $"{path}.definition",
            "is not set; allowed are SPENDING_DEFINITION_NATO, SPENDING_DEFINITION_SIPRI, SPENDING_DEFINITION_NATIONAL and SPENDING_DEFINITION_COFOG");
        faults.CheckOnce(group.Members.Select(member => member.Nation), $"{path}.members");
        for (var i = 0; i < group.Members.Count; i++)
        {
            var member = group.Members[i];
            faults.When(
                member.LastYear > 0 && member.LastYear < member.FirstYear,
                $"{path}.members[{i}].last_year",
                $"{member.LastYear} is before first_year {member.FirstYear}");
        }
    }
}
