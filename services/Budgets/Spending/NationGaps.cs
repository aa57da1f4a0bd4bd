using Google.Protobuf.Collections;
using Summit.Budgets.V1;
using Summit.Kernel;
using Measure = Summit.Budgets.V1.GuidelineTarget.Types.Measure;

namespace Summit.Budgets.Spending;

/// <summary>Computes the gaps of one nation to single targets.</summary>
internal sealed class NationGaps(GapSubject subject, ComputeGuidelineGapsRequest request, RepeatedField<string> assumptions)
{
    private readonly Rational _growth = Rational.FromWire(request.GdpGrowthPercent) / 100;

    /// <summary>
    /// Returns the gap. If the figures do not contain what the target measures, returns null and records an assumption that says
    /// so.
    /// </summary>
    public GuidelineGap? Of(Guideline guideline, GuidelineTarget target)
    {
        var goal = Rational.FromWire(target.Percent) / 100;
        var money = subject.Amounts is { } amounts ? Measured(amounts, target) : null;
        if (ShareOf(target, goal, money) is not { } share)
        {
            assumptions.Add($"{subject.Nation}, {guideline.DisplayName}: {subject.Shares.Year} has no figure for {target.Measure}; no gap is computed for this target.");
            return null;
        }

        var gap = new GuidelineGap
        {
            Nation = subject.Nation,
            Guideline = guideline.Name.Length > 0 ? guideline.Name : guideline.DisplayName,
            Target = target,
            Definition = subject.SharesBook.Definition,
            Edition = subject.SharesBook.Edition,
            Year = subject.Shares.Year,
            SharePercent = (share * 100).ToDisplay(),
            GapPercentagePoints = ((goal - share) * 100).ToDisplay(),
            Met = share >= goal,
            TargetYear = request.TargetYear > 0 ? request.TargetYear : guideline.TargetYear,
            SharesDisagree = target.Measure == Measure.DefenceOfGdp && SpendingMath.SharesDisagree(subject.Shares),
        };
        if (target.Measure == Measure.DefenceOfGdp && subject.Shares.HasPublishedSharePercent)
        {
            gap.PublishedSharePercent = subject.Shares.PublishedSharePercent;
        }

        if (money is var (measured, of))
        {
            AddMoney(gap, goal, target.Measure == Measure.RelatedOfGdp ? Rational.Min(measured, of * goal) : measured, of);
        }

        return gap;
    }

    /// <summary>
    /// The current share, as a fraction. It is computed from the amounts, or is the published share when the newest edition
    /// contains only shares.
    /// </summary>
    private Rational? ShareOf(GuidelineTarget target, Rational goal, (Rational Measured, Rational Of)? money) => target.Measure switch
    {
        Measure.DefenceOfGdp when subject.SharesAlone => Rational.FromWire(subject.Shares.PublishedSharePercent) / 100,
        Measure.EquipmentOfDefence when subject.Shares.HasEquipmentSharePercent => Rational.FromWire(subject.Shares.EquipmentSharePercent) / 100,
        Measure.RelatedOfGdp when money is var (measured, of) => of.IsZero ? Rational.Zero : Rational.Min(measured / of, goal),
        _ when money is var (measured, of) => of.IsZero ? Rational.Zero : measured / of,
        _ => null,
    };

    /// <summary>
    /// Returns the measured amount and the amount of which it is a share, both nominal; null when the figure does not contain them.
    /// </summary>
    private static (Rational Measured, Rational Of)? Measured(Expenditure figure, GuidelineTarget target)
    {
        var (defence, gdp) = (Amount.Of(figure.DefenceSpending), Amount.Of(figure.Gdp));
        return target.Measure switch
        {
            Measure.DefenceOfGdp => (defence, gdp),
            Measure.EquipmentOfDefence when figure.HasEquipmentSharePercent => (defence * Rational.FromWire(figure.EquipmentSharePercent) / 100, defence),
            Measure.RelatedOfGdp when figure.RelatedSpending is not null => (Amount.Of(figure.RelatedSpending), gdp),
            _ => null,
        };
    }

    private void AddMoney(GuidelineGap gap, Rational goal, Rational spent, Rational of)
    {
        var currency = subject.Amounts!.DefenceSpending.CurrencyCode;
        gap.AmountsEdition = subject.AmountsBook!.Edition;
        gap.AmountsYear = subject.Amounts.Year;
        gap.Required = Amount.ToMinorMoney(of * goal, currency);
        gap.Spent = Amount.ToMinorMoney(spent, currency);
        gap.Gap = Amount.ToMinorMoney((of * goal) - spent, currency);
        var years = gap.TargetYear - gap.AmountsYear;
        if (SpendingMath.NeededGrowth(of.IsZero ? Rational.Zero : spent / of, goal, _growth, years) is not { } needed)
        {
            return;
        }

        gap.NeededGrowthPercent = (needed * 100).ToDisplay();
        for (var n = 1; n <= years; n++)
        {
            // The last step is set to the target itself, because the root has a limited number of decimal places.
            var grown = of * (Rational.One + _growth).Power(n);
            var asked = n == years ? grown * goal : spent * (Rational.One + needed).Power(n);
            gap.Path.Add(new PathYear
            {
                Year = gap.AmountsYear + n,
                Base = Amount.ToMinorMoney(grown, currency),
                Spending = Amount.ToMinorMoney(asked, currency),
                SharePercent = (asked / grown * 100).ToDisplay(),
            });
        }
    }
}
