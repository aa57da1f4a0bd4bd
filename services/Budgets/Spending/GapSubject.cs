using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Spending;

/// <summary>The figures of a nation from which its gaps are computed.</summary>
/// <param name="Nation"><c>nations/{code}</c>.</param>
/// <param name="Shares">The newest figure.</param>
/// <param name="SharesBook">The edition of <c>Shares</c>.</param>
/// <param name="Amounts">
/// The newest figure with amounts. It is the same figure when the newest edition contains amounts. Null when no edition does.
/// </param>
/// <param name="AmountsBook">The edition of <c>Amounts</c>.</param>
internal sealed record GapSubject(string Nation, Expenditure Shares, ExpenditureBook SharesBook, Expenditure? Amounts, ExpenditureBook? AmountsBook)
{
    /// <summary>Whether the shares come from a newer edition than the amounts.</summary>
    public bool SharesAlone => Shares != Amounts;

    /// <summary>
    /// Selects the figures of the newest usable edition. If it contains only shares, the amounts come from an older edition. Null
    /// when there is no figure.
    /// </summary>
    public static GapSubject? Choose(IReadOnlyList<Expenditure> own, string nation, SpendingDefinition definition, ComputeGuidelineGapsRequest request)
    {
        bool Asked(Expenditure figure) => request.Year == 0 || figure.Year == request.Year;
        Expenditure? WithAmounts(ExpenditureBook book) => book.Of(nation).LastOrDefault(figure => Asked(figure) && SpendingMath.ShareOfGdp(figure) is not null);
        Expenditure? WithShare(ExpenditureBook book) => book.Of(nation).LastOrDefault(figure => Asked(figure) && (figure.HasPublishedSharePercent || SpendingMath.ShareOfGdp(figure) is not null));

        var sharesBook = Editions.Choose(own, definition, request.Edition, request.AsOf, book => WithShare(book) is not null);
        if (sharesBook is null || WithShare(sharesBook) is not { } shares)
        {
            return null;
        }

        var amountsBook = Editions.Choose(own, definition, request.Edition, request.AsOf, book => WithAmounts(book) is not null);
        var amounts = amountsBook is null ? null : WithAmounts(amountsBook);
        return SpendingMath.ShareOfGdp(shares) is not null
            ? new(nation, shares, sharesBook, shares, sharesBook)
            : new(nation, shares, sharesBook, amounts, amountsBook);
    }

    public void Use(Evidence evidence)
    {
        if (SharesAlone)
        {
            evidence.Use(
                Shares.Name, $"published share of {Nation}, {Shares.Year}, {SharesBook.Title}", Rational.FromWire(Shares.PublishedSharePercent).ToText(3), "percent", Shares.Source);
        }

        if (Amounts is not null)
        {
            AmountsBook!.Use(evidence, Amounts, "defence spending", Amounts.DefenceSpending);
        }
    }
}
