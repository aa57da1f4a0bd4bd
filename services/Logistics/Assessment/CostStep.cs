using Google.Type;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Summit.Logistics.V1;
using Group = Summit.Logistics.V1.Contribution.Types.Group;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;

namespace Summit.Logistics.Assessment;

/// <summary>Step 6: what the force costs and who pays, as computed by Budgets.</summary>
internal sealed class CostStep(CostService.CostServiceClient costs, SharingService.SharingServiceClient sharing)
{
    private const string Currency = "EUR";
    private const int NanosPerCent = 10_000_000;
    private const int NanosPerUnit = 1_000_000_000;

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

    public async Task<CostSection> SectionAsync(
        Question question, CostedPlan plan, IReadOnlyList<string>? payers, Evidence evidence, ServerCallContext context)
    {
        if (payers is null)
        {
            return new CostSection { State = Sections.Unavailable(Packages.Nations, "the nations that share the cost are not known because Nations is unavailable; name payers to compute the cost alone") };
        }

        var estimate = await Sections.ReadAsync(Packages.Budgets, async o => await costs.EstimateMissionAsync(Estimate(question, plan), o), context);
        if (estimate.Value is not { } cost)
        {
            return new CostSection { State = estimate.State };
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
        return payers.Count == 0 ? section : await SharedAsync(section, question, payers, evidence, context);
    }

    private async Task<CostSection> SharedAsync(CostSection section, Question question, IReadOnlyList<string> payers, Evidence evidence, ServerCallContext context)
    {
        // One call per key, so that a key without a weight fails alone.
        foreach (var key in question.CostKeys)
        {
            var request = new ShareCostRequest { Cost = ToCents(section.Full.Mid), Nations = { payers }, Rules = { RuleOf(key) }, AsOf = question.AsOf.ToDate() };
            var shared = await Sections.ReadAsync(Packages.Budgets, async o => await sharing.ShareCostAsync(request, o), context);
            var result = shared.Value?.Results.FirstOrDefault();
            section.Shares.Add(result is { Missing.Count: 0 }
                ? new KeyShares
                {
                    Key = key,
                    Description = result.Rule,
                    Shares = { result.Shares.Select(s => new KeyShare { Nation = s.Nation, Amount = s.Amount, Percent = s.Percent, Reason = s.Reason }) },
                    Total = result.Total,
                    State = Sections.Available(),
                }
                : new KeyShares { Key = key, State = result is null ? shared.State : Sections.Missing(Packages.Budgets, $"Budgets does not hold {string.Join("; ", result.Missing.Select(fact => fact.Name))}.") });
            foreach (var fact in shared.Value?.FactsUsed ?? [])
            {
                evidence.Use(fact);
            }
        }

        return section;
    }

    private static EstimateMissionRequest Estimate(Question question, CostedPlan plan)
    {
        var request = new EstimateMissionRequest
        {
            Persons = plan.Persons,
            DurationMonths = question.DurationMonths,
            TourMonths = question.TourMonths,
            StartDate = question.CDay.ToDate(),
            AsOf = question.AsOf.ToDate(),
            CurrencyCode = Currency,
        };
        if (plan.SoldierMonths is { } months)
        {
            request.SoldierMonths = months;
        }

        if (plan.CargoTonneKm is { } work)
        {
            request.CargoTonneKm = work;
        }

        return request;
    }

    internal static SharingRule RuleOf(string key) => key switch
    {
        "equal" => new SharingRule { Weights = new WeightRule { Measure = Measure.Equal } },
        "gdp" => new SharingRule { Weights = new WeightRule { Measure = Measure.Gdp } },
        "defence-spending" => new SharingRule { Weights = new WeightRule { Measure = Measure.DefenceSpending } },
        "population" => new SharingRule { Weights = new WeightRule { Measure = Measure.Population } },
        "gni" => new SharingRule { Weights = new WeightRule { Measure = Measure.Gni } },
        _ => new SharingRule { Key = new KeyRule { CostKey = key } },
    };

    /// <summary>Rounds to the cent, half away from zero: shares are in whole cents.</summary>
    internal static Money ToCents(Money money)
    {
        var cents = (money.Nanos + (Math.Sign(money.Nanos) * NanosPerCent / 2)) / NanosPerCent * NanosPerCent;
        return new Money { CurrencyCode = money.CurrencyCode, Units = money.Units + (cents / NanosPerUnit), Nanos = cents % NanosPerUnit };
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
