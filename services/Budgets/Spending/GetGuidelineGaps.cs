using Google.Protobuf.Collections;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Measure = Summit.Budgets.V1.GuidelineTarget.Types.Measure;

namespace Summit.Budgets.Spending;

/// <summary>How far nations are from guidelines.</summary>
internal static class GetGuidelineGaps
{
    public static async Task<GetGuidelineGapsResponse> RunAsync(GetGuidelineGapsRequest request, Held held)
    {
        Check(request);
        var figures = await Expenditures.ReadAsync(held, request.Nations.Count == 1 ? request.Nations[0] : "nations/-", request.Nations, request.InlineExpenditures, request.AsOf);
        var nations = request.Nations.Count > 0 ? request.Nations.ToList() : [.. figures.Select(figure => ResourceNames.NationOf(figure.Name)).Distinct()];
        nations.Sort(StringComparer.Ordinal);
        var guidelines = await GuidelinesAsync(request, held);
        var facts = new FactBook(request.AsOf);
        var response = new GetGuidelineGapsResponse();
        response.Assumptions.Add($"GDP grows by {request.GdpGrowthPercent} % a year, nominal.");
        foreach (var nation in nations)
        {
            var (book, figure) = Figure(request, nation, figures);
            if (figure is null)
            {
                // Only nations that were named must be held; of all the others there may be some with a share alone.
                if (request.Nations.Count > 0)
                {
                    throw Expenditures.Missing(nation, [Definition(request)], request.Edition, figures);
                }

                continue;
            }

            book!.Use(facts, figure, "defence spending", figure.DefenceSpending);
            response.Gaps.AddRange(guidelines.SelectMany(guideline => guideline.Targets.Select(target =>
                Gap(request, new Subject(nation, book, figure, guideline, target), response.Assumptions))).OfType<GuidelineGap>());
        }

        foreach (var guideline in guidelines)
        {
            facts.Use(
                FactBook.NameOf(guideline.Name, $"guideline {guideline.DisplayName}"),
                $"guideline {guideline.DisplayName}",
                string.Join(", ", guideline.Targets.Select(target => $"{target.Measure} {target.Percent} %")),
                guideline.Source);
        }

        response.FactsUsed.AddRange(facts.Facts);
        return response;
    }

    private static void Check(GetGuidelineGapsRequest request)
    {
        var faults = new Faults();
        faults.When(
            request.InlineGuidelines.Count > 0 && request.Guidelines.Count > 0,
            "guidelines",
            "is set beside inline_guidelines; allowed is one of the two");
        faults.When(
            request.TargetYear > 0 && request.Year > 0 && request.TargetYear < request.Year,
            "target_year",
            $"{request.TargetYear} is before year {request.Year}");
        Expenditures.CheckInline(request.InlineExpenditures, request.Nations, "inline_expenditures", faults);
        for (var i = 0; i < request.InlineGuidelines.Count; i++)
        {
            Guidelines.Check(request.InlineGuidelines[i], $"inline_guidelines[{i}]", faults);
        }

        faults.ThrowIfAny();
    }

    private static SpendingDefinition Definition(GetGuidelineGapsRequest request) =>
        request.Definition == SpendingDefinition.Unspecified ? SpendingDefinition.Nato : request.Definition;

    private static async Task<IReadOnlyList<Guideline>> GuidelinesAsync(GetGuidelineGapsRequest request, Held held)
    {
        if (request.InlineGuidelines.Count > 0)
        {
            return request.InlineGuidelines;
        }

        if (request.Guidelines.Count == 0)
        {
            var all = await held.ListAsync(BudgetResources.Guidelines);
            return [.. all.Where(guideline => !Days.IsLater(guideline.Source, request.AsOf))];
        }

        var named = new List<Guideline>();
        foreach (var name in request.Guidelines.Order(StringComparer.Ordinal))
        {
            named.Add(await held.GetAsync(BudgetResources.Guidelines, name));
        }

        return named;
    }

    private static (ExpenditureBook? Book, Expenditure? Figure) Figure(GetGuidelineGapsRequest request, string nation, IReadOnlyList<Expenditure> figures)
    {
        Expenditure? Find(ExpenditureBook book) => book.Of(nation).LastOrDefault(figure =>
            (request.Year == 0 || figure.Year == request.Year) && figure.DefenceSpending is not null && figure.Gdp is not null && !Amount.Of(figure.Gdp).IsZero);
        var book = ExpenditureBook.Choose(figures, Definition(request), request.Edition, request.AsOf, candidate => Find(candidate) is not null);
        return (book, book is null ? null : Find(book));
    }

    private static GuidelineGap? Gap(GetGuidelineGapsRequest request, Subject subject, RepeatedField<string> assumptions)
    {
        var (nation, book, figure, guideline, target) = subject;
        if (Measured(figure, target) is not var (measured, of))
        {
            assumptions.Add($"{nation}, {guideline.DisplayName}: {figure.Year} has no figure for {target.Measure}; this target is not judged.");
            return null;
        }

        var goal = Rational.FromWire(target.Percent) / 100;
        var required = of * goal;
        var spent = target.Measure == Measure.RelatedOfGdp ? Rational.Min(measured, required) : measured;
        var share = of.IsZero ? Rational.Zero : spent / of;
        var currency = figure.DefenceSpending.CurrencyCode;
        var gap = new GuidelineGap
        {
            Nation = nation,
            Guideline = guideline.Name.Length > 0 ? guideline.Name : guideline.DisplayName,
            Target = target,
            Definition = book.Definition,
            Edition = book.Edition,
            Year = figure.Year,
            SharePercent = (share * 100).ToDisplay(),
            Required = Amount.ToMinorMoney(required, currency),
            Spent = Amount.ToMinorMoney(spent, currency),
            Gap = Amount.ToMinorMoney(required - spent, currency),
            GapPercentagePoints = ((goal - share) * 100).ToDisplay(),
            Met = spent >= required,
            TargetYear = request.TargetYear > 0 ? request.TargetYear : guideline.TargetYear,
        };
        if (target.Measure == Measure.DefenceOfGdp && figure.HasPublishedSharePercent)
        {
            gap.PublishedSharePercent = figure.PublishedSharePercent;
        }

        AddPath(gap, share, goal, spent, of, Rational.FromWire(request.GdpGrowthPercent) / 100, currency);
        return gap;
    }

    /// <summary>What is measured and what it is a share of, nominal; null when the figure does not say.</summary>
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

    private static void AddPath(GuidelineGap gap, Rational share, Rational goal, Rational spent, Rational of, Rational growth, string currency)
    {
        var years = gap.TargetYear - gap.Year;
        if (SpendingMath.NeededGrowth(share, goal, growth, years) is not { } needed)
        {
            return;
        }

        gap.NeededGrowthPercent = (needed * 100).ToDisplay();
        for (var n = 1; n <= years; n++)
        {
            // The last step is the target itself: the root has a limited number of places.
            var grown = of * (Rational.One + growth).Power(n);
            var asked = n == years ? grown * goal : spent * (Rational.One + needed).Power(n);
            gap.Path.Add(new PathYear
            {
                Year = gap.Year + n,
                Base = Amount.ToMinorMoney(grown, currency),
                Spending = Amount.ToMinorMoney(asked, currency),
                SharePercent = (asked / grown * 100).ToDisplay(),
            });
        }
    }

    private sealed record Subject(string Nation, ExpenditureBook Book, Expenditure Figure, Guideline Guideline, GuidelineTarget Target);
}
