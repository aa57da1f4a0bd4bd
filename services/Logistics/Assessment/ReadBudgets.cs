using Google.Type;
using Grpc.Core;
using Summit.Budgets.V1;
using Summit.Kernel;
using Summit.Logistics.Resources;
using Measure = Summit.Budgets.V1.WeightRule.Types.Measure;

namespace Summit.Logistics.Assessment;

/// <summary>What Budgets answered to the plan of an assessment.</summary>
/// <param name="Estimate">The cost.</param>
/// <param name="Shares">The shares of the cost, by key; empty when the cost is not known or nobody shares it.</param>
internal sealed record BudgetAnswers(Reading<EstimateMissionResponse> Estimate, IReadOnlyList<(string Key, Reading<ShareCostResponse> Shared)> Shares);

/// <summary>Asks Budgets what a plan costs and how the cost is shared, with the caller's token and at one revision.</summary>
internal sealed class ReadBudgets(CostService.CostServiceClient costs, SharingService.SharingServiceClient sharing)
{
    /// <summary>Currency of the cost and its shares.</summary>
    public const string Currency = "EUR";

    private const int NanosPerCent = 10_000_000;
    private const int NanosPerUnit = 1_000_000_000;

    /// <summary>The answers for a computed plan; null when the payers are not known.</summary>
    public async Task<BudgetAnswers?> ReadAsync(Computation computed, ServerCallContext context)
    {
        if (computed.Payers is not { } payers)
        {
            return null;
        }

        var (question, shares) = (computed.Question, new List<(string, Reading<ShareCostResponse>)>());
        var estimate = await Sections.ReadAsync(Packages.Budgets, async o => await costs.EstimateMissionAsync(Estimate(question, computed.Plan), o), context);
        estimate = estimate.Value is { } value ? estimate with { Value = OverriddenCosts.Of(value, question) } : estimate;
        if (payers.Count > 0 && estimate.Value is { Full: { } full, Marginal: not null })
        {
            // One call per key, so that a key without a weight fails alone.
            foreach (var key in question.CostKeys)
            {
                var request = new ShareCostRequest { Cost = ToCents(full.Mid), Nations = { payers }, Rules = { RuleOf(key) }, AsOf = question.AsOf.ToDate() };
                shares.Add((key, await Sections.ReadAsync(Packages.Budgets, async o => await sharing.ShareCostAsync(request, o), context)));
            }
        }

        return new(estimate, shares);
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
}
