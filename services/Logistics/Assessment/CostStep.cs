using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;

namespace Summit.Logistics.Assessment;

/// <summary>Step 6: what the force costs and who pays, as computed by Budgets.</summary>
internal static class CostStep
{
    /// <summary>Nations that share the cost: those named, or those that offer or would offer; null when these are not known.</summary>
    public static IReadOnlyList<string>? Payers(Question question, ContributionSection contributions)
    {
        if (question.Payers.Count > 0)
        {
            return question.Payers;
        }

        return contributions.State.IsAvailable()
            ? [.. contributions.Contributions.Where(c => c.Group is Group.Offers or Group.WouldOfferIfApproved).Select(c => c.Nation).Order(StringComparer.Ordinal)]
            : null;
    }

    /// <param name="question">The question.</param>
    /// <param name="plan">The plan that was costed.</param>
    /// <param name="budgets">What Budgets answered; null when the payers are not known.</param>
    /// <param name="evidence">Where used facts are noted.</param>
    public static CostSection Section(Question question, CostedPlan plan, BudgetAnswers? budgets, Evidence evidence)
    {
        if (budgets is null)
        {
            return new CostSection { State = Sections.Unavailable(Packages.Nations, "the nations that share the cost are not known because Nations is unavailable; name payers to compute the cost alone") };
        }

        if (budgets.Estimate.Value is not { } cost)
        {
            return new CostSection { State = budgets.Estimate.State };
        }

        if (cost.Full is null || cost.Marginal is null)
        {
            return new CostSection { State = Sections.Missing(Packages.Budgets, $"Budgets does not hold {string.Join("; ", cost.Missing.Select(fact => fact.Name))}.") };
        }

        var section = new CostSection
        {
            State = Sections.Available(),
            Full = cost.Full,
            Marginal = cost.Marginal,
            FullPerSoldierYear = cost.FullPerSoldierYear,
            Parts = { cost.Components.Select(c => new CostPart { Kind = c.Kind, Amount = c.Amount, Derivation = c.Derivation }) },
            Persons = plan.Persons,
            DurationMonths = question.DurationMonths,
        };
        if (plan.SoldierMonths is { } months)
        {
            section.SoldierMonths = months;
        }

        if (plan.CargoTonneKm is { } work)
        {
            section.CargoTonneKm = work;
        }

        Note(cost, evidence);
        section.Shares.Add(budgets.Shares.Select(s => SharesOf(s.Key, s.Shared, evidence)));
        return section;
    }

    private static KeyShares SharesOf(string key, Reading<ShareCostResponse> shared, Evidence evidence)
    {
        foreach (var fact in shared.Value?.FactsUsed ?? [])
        {
            evidence.Use(fact);
        }

        return shared.Value?.Results.FirstOrDefault() switch
        {
            { Missing.Count: 0 } result => new KeyShares
            {
                Key = key,
                Description = result.Rule,
                Shares = { result.Shares.Select(s => new KeyShare { Nation = s.Nation, Amount = s.Amount, Percent = s.Percent, Reason = s.Reason }) },
                Total = result.Total,
                State = Sections.Available(),
            },
            { } result => new KeyShares { Key = key, State = Sections.Missing(Packages.Budgets, $"Budgets does not hold {string.Join("; ", result.Missing.Select(fact => fact.Name))}.") },
            null => new KeyShares { Key = key, State = shared.State },
        };
    }

    private static void Note(EstimateMissionResponse cost, Evidence evidence)
    {
        foreach (var fact in cost.FactsUsed)
        {
            evidence.Use(fact);
        }

        for (var i = 0; i < cost.Assumptions.Count; i++)
        {
            evidence.Assume(new Assumption { Id = $"cost-{i + 1:D2}", Statement = cost.Assumptions[i], Reason = "Made by the estimate of the mission's cost" });
        }
    }
}
