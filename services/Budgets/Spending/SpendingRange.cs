using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.V1;

namespace Summit.Budgets.Spending;

/// <summary>From when on spending is known at all.</summary>
internal static class SpendingRange
{
    /// <summary>A question about a day before the first year held has no answer. OUT_OF_RANGE.</summary>
    public static void Check(IReadOnlyList<Expenditure> figures, Date? asOf)
    {
        if (asOf is null || figures.Count == 0)
        {
            return;
        }

        AsOf.RequireFrom(new DateOnly(figures.Min(figure => figure.Year), 1, 1), asOf, "spending figures");
    }
}
