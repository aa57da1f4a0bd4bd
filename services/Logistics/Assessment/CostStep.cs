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

/// <summary>Step 6: what it costs and who pays, as Budgets computes it.</summary>
internal sealed class CostStep(CostService.CostServiceClient costs, SharingService.SharingServiceClient sharing)
{
    private const string Currency = "EUR";
    private const int NanosPerCent = 10_000_000;
    private const int NanosPerUnit = 1_000_000_000;

    /// <summary>Nations that share the cost: those named, or those that offer or would offer; null when it is not known who does.</summary>
    public static IReadOnlyList<string>? Payers(Question question, ContributionSection contributions)
    {
        if (question.Payers.Count > 0)
        {
            return [.. question.Payers.Order(StringComparer.Ordinal)];
        }

        return contributions.State.IsAvailable()
            ? [.. contributions.Contributions.Where(c => c.Group is Group.Offers or Group.WouldOfferIfApproved).Select(c => c.Nation).Order(StringComparer.Ordinal)]
            : null;
    }

    public async Task<CostSection> SectionAsync(
        Question question, int strength, IReadOnlyList<string>? payers, Evidence evidence, ServerCallContext context)
    {
        if (payers is null)
        {
            return new CostSection { State = Sections.Unavailable(Packages.Nations, "who shares the cost is not known without Nations; name payers to ask for it alone") };
        }

        var estimate = await Sections.ReadAsync(Packages.Budgets, async o => await costs.EstimateMissionAsync(Estimate(question, strength), o), context);
        if (estimate.Value is not { } cost)
        {
            return new CostSection { State = estimate.State };
        }

        if (cost.Full is null || cost.Marginal is null)
        {
            return new CostSection { State = Sections.Unavailable(Packages.Budgets, $"Budgets does not hold {string.Join("; ", cost.Missing.Select(fact => fact.Name))}.") };
        }

        var section = new CostSection
        {
            State = Sections.Available(),
            Full = cost.Full,
            Marginal = cost.Marginal,
            FullPerSoldierYear = cost.FullPerSoldierYear,
            Parts = { cost.Components.Select(c => new CostPart { Kind = PermissionStep.Label(c.Kind.ToString()), Amount = c.Amount, Derivation = c.Derivation }) },
            Persons = strength,
            DurationMonths = question.DurationMonths,
        };
        Note(cost, evidence);
        return payers.Count == 0 ? section : await SharedAsync(section, question, payers, evidence, context);
    }

    private async Task<CostSection> SharedAsync(CostSection section, Question question, IReadOnlyList<string> payers, Evidence evidence, ServerCallContext context)
    {
        var request = new ShareCostRequest
        {
            Cost = ToCents(section.Full.Mid),
            Nations = { payers },
            Rules = { question.CostKeys.Select(RuleOf) },
            AsOf = question.AsOf.ToDate(),
        };
        var shared = await Sections.ReadAsync(Packages.Budgets, async o => await sharing.ShareCostAsync(request, o), context);
        if (shared.Value is not { } answer)
        {
            // The cost stands without its shares; each key says why it has none.
            section.Shares.Add(question.CostKeys.Select(key => new KeyShares { Key = key, Description = shared.State.Detail }));
            return section;
        }

        section.Shares.Add(question.CostKeys.Zip(answer.Results, (key, r) => new KeyShares
        {
            Key = key,
            Description = r.Missing.Count == 0 ? r.Rule : $"{r.Rule}: not held are {string.Join("; ", r.Missing.Select(fact => fact.Name))}",
            Shares = { r.Shares.Select(s => new KeyShare { Nation = s.Nation, Amount = s.Amount, Percent = s.Percent, Reason = s.Reason }) },
            Total = r.Total,
        }));
        foreach (var fact in answer.FactsUsed)
        {
            evidence.Use(fact);
        }

        return section;
    }

    private static EstimateMissionRequest Estimate(Question question, int strength) => new()
    {
        Persons = strength,
        DurationMonths = question.DurationMonths,
        TourMonths = question.TourMonths,
        StartDate = question.CDay.ToDate(),
        AsOf = question.AsOf.ToDate(),
        CurrencyCode = Currency,
    };

    internal static SharingRule RuleOf(string key) => key switch
    {
        "equal" => new SharingRule { Weights = new WeightRule { Measure = Measure.Equal } },
        "gdp" => new SharingRule { Weights = new WeightRule { Measure = Measure.Gdp } },
        "defence-spending" => new SharingRule { Weights = new WeightRule { Measure = Measure.DefenceSpending } },
        "population" => new SharingRule { Weights = new WeightRule { Measure = Measure.Population } },
        "gni" => new SharingRule { Weights = new WeightRule { Measure = Measure.Gni } },
        _ => new SharingRule { Key = new KeyRule { CostKey = key } },
    };

    /// <summary>To the cent, half away from zero: shares are in whole cents.</summary>
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
