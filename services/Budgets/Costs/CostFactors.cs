using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;
using Measure = Summit.Budgets.V1.CostFactor.Types.Measure;

namespace Summit.Budgets.Costs;

/// <summary>Validates cost factors, stored and inline.</summary>
internal sealed class CostFactors : StoredRules<CostFactor>
{
    public override string Field => "cost_factor";

    public override void Check(CostFactor resource, string path, Violations violations)
    {
        CheckFactor(resource, path, violations);
        violations.RequireSource(resource.Source, path);
    }

    /// <summary>Validates the factors in a request: each factor separately, and that each measure has only one.</summary>
    public static void CheckInline(IReadOnlyList<CostFactor> factors, string path, Violations violations)
    {
        for (var i = 0; i < factors.Count; i++)
        {
            CheckFactor(factors[i], $"{path}[{i}]", violations);
        }

        violations.RequireOneRowEach(factors, factor => $"measure {factor.Measure}", path);
    }

    /// <summary>Validates a range of money.</summary>
    public static void CheckRange(MoneyRange? range, string path, Violations violations)
    {
        if (range is null)
        {
            return;
        }

        if (violations.Require(range.Basis is not null, $"{path}.basis", "is not set; give a kind and a year"))
        {
            PriceBases.Check(range.Basis!, $"{path}.basis", violations);
        }

        violations.RequireNotNegative(range.Low, $"{path}.low");
        violations.RequireNotNegative(range.Mid, $"{path}.mid");
        violations.RequireNotNegative(range.High, $"{path}.high");
        if (!violations.Require(range.Low is not null && range.Mid is not null && range.High is not null, path, "needs low, mid and high"))
        {
            return;
        }

        violations.Require(
            range.Low!.CurrencyCode == range.Mid!.CurrencyCode && range.Mid.CurrencyCode == range.High!.CurrencyCode, path, "is in several currencies; use one");
        violations.Require(
            Amount.Of(range.Low) <= Amount.Of(range.Mid) && Amount.Of(range.Mid) <= Amount.Of(range.High!), path, "is out of order; the order must be low <= mid <= high");
    }

    private static void CheckFactor(CostFactor factor, string path, Violations violations)
    {
        violations.Require(factor.Measure != Measure.Unspecified, $"{path}.measure", "is not set; use one of the values of CostFactor.Measure");
        CheckRange(factor.Amount, $"{path}.amount", violations);
    }
}
