using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>Lists of amounts by nation, as contained in requests.</summary>
internal static class NationAmounts
{
    public static void Check(IReadOnlyList<NationAmount> amounts, string currency, string path, Violations violations)
    {
        violations.RequireDistinct(amounts.Select(amount => amount.Nation), i => $"{path}[{i}].nation");
        for (var i = 0; i < amounts.Count; i++)
        {
            violations.RequireShareable(amounts[i].Amount, currency, $"{path}[{i}].amount");
        }
    }

    public static IReadOnlyList<NationValue> Values(IEnumerable<NationAmount> amounts) =>
        [.. amounts.Select(amount => new NationValue(amount.Nation, Amount.Of(amount.Amount)))];

    public static Rational Sum(IEnumerable<NationAmount> amounts) =>
        Rational.Sum(amounts.Where(amount => amount.Amount is not null).Select(amount => Amount.Of(amount.Amount)));
}
