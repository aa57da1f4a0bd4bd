using Google.Type;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Logistics.V1;
using Kind = Summit.Budgets.V1.CostComponent.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>Applies the overrides of a question to the cost that Budgets estimated: a factor on one kind, and the sums with it.</summary>
internal static class OverriddenCosts
{
    private const int MonthsPerYear = 12;

    public static EstimateMissionResponse Of(EstimateMissionResponse estimate, Question question)
    {
        var sent = question.Overrides.Where(o => o.OverrideCase == AssessmentOverride.OverrideOneofCase.Cost).Select(o => o.Cost).ToList();
        if (sent.Count == 0 || estimate.Full is null || estimate.Marginal is null)
        {
            return estimate;
        }

        var assumed = estimate.Clone();
        foreach (var (kind, factor) in sent.Select(c => (c.Kind, Rational.FromWire(c.Factor))))
        {
            foreach (var component in assumed.Components.Where(c => c.Kind == kind))
            {
                component.Amount = Each(component.Amount, a => Amount.Of(a) * factor);
                foreach (var line in component.Lines)
                {
                    // The draws sample unit costs, which are smaller than a cent for transport.
                    line.UnitCost = new MoneyRange { Low = Times(line.UnitCost.Low, factor), Mid = Times(line.UnitCost.Mid, factor), High = Times(line.UnitCost.High, factor), Basis = line.UnitCost.Basis };
                }

                component.Derivation += $" Times {factor.ToDouble():0.###}, as assumed in this question.";
            }
        }

        assumed.Full = Sum(assumed.Full, assumed.Components.Where(c => c.Kind != Kind.Home).Select(c => c.Amount));
        if (assumed.Components.FirstOrDefault(c => c.Kind == Kind.Home)?.Amount is { } home)
        {
            var (full, zero) = (assumed.Full, Rational.Zero);
            assumed.Marginal.Low = To(Rational.Max(zero, Amount.Of(full.Low) - Amount.Of(home.High)), full.Low);
            assumed.Marginal.Mid = To(Rational.Max(zero, Amount.Of(full.Mid) - Amount.Of(home.Mid)), full.Mid);
            assumed.Marginal.High = To(Rational.Max(zero, Amount.Of(full.High) - Amount.Of(home.Low)), full.High);
        }

        assumed.FullPerSoldierYear = Each(assumed.Full, a => Amount.Of(a) * MonthsPerYear / Math.Max(1, estimate.SoldierYearTwelfths));
        return assumed;
    }

    private static MoneyRange Sum(MoneyRange like, IEnumerable<MoneyRange> parts)
    {
        var all = parts.ToList();
        Money Total(Func<MoneyRange, Money> end) => To(Rational.Sum(all.Select(p => Amount.Of(end(p)))), like.Mid);
        return new MoneyRange { Low = Total(p => p.Low), Mid = Total(p => p.Mid), High = Total(p => p.High), Basis = like.Basis };
    }

    private static MoneyRange Each(MoneyRange range, Func<Money, Rational> change) =>
        new() { Low = To(change(range.Low), range.Low), Mid = To(change(range.Mid), range.Mid), High = To(change(range.High), range.High), Basis = range.Basis };

    private static Money Times(Money money, Rational factor) => Amount.ToMoney(Amount.Of(money) * factor, money.CurrencyCode);

    private static Money To(Rational amount, Money like) => Amount.ToMinorMoney(amount, like.CurrencyCode);
}
