using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.Conversion;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Kind = Summit.Budgets.V1.CostComponent.Types.Kind;
using Measure = Summit.Budgets.V1.CostFactor.Types.Measure;
using Per = Summit.Budgets.V1.CostLine.Types.Per;

namespace Summit.Budgets.Costs;

/// <summary>Estimates the cost of a mission: deployment, presence, rotations, redeployment and reset; full and marginal.</summary>
internal sealed class EstimateMission(StoreReads reads) : IRequestCheck<EstimateMissionRequest>
{
    private const string DefaultCurrency = "EUR";
    private const int LastStartYear = 9900;

    private static readonly Measure[] Presence =
    [
        Measure.PayPerSoldierYear, Measure.SustainmentPerSoldierYear, Measure.UpkeepPerSoldierYear,
        Measure.ContractsPerSoldierYear, Measure.BasesPerSoldierYear,
    ];

    public ValueTask CheckAsync(EstimateMissionRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    public async Task<EstimateMissionResponse> HandleAsync(EstimateMissionRequest request, ServerCallContext context) =>
        await ComputeAsync(request, await Held.OpenAsync(reads, request, context));

    internal static void Check(EstimateMissionRequest request, Violations violations)
    {
        violations.Require(
            request.StartDate is null || request.StartDate.TryDay() is { Year: <= LastStartYear }, "start_date", $"is not a whole day up to the year {LastStartYear}");
        CostFactors.CheckInline(request.InlineFactors, "inline_factors", violations);
        violations.Require(
            !request.HasSoldierMonths || request.SoldierMonths <= request.Persons * request.DurationMonths,
            "soldier_months", $"{request.SoldierMonths} is more than persons x duration_months {request.Persons * request.DurationMonths}; it must be at most that");
    }

    internal static async Task<EstimateMissionResponse> ComputeAsync(EstimateMissionRequest request, Held held)
    {
        RequireOneBasis(request.InlineFactors);
        var currency = request.CurrencyCode.Length > 0 ? request.CurrencyCode : DefaultCurrency;
        var evidence = Knowledge.Evidence(request.AsOf);
        var factors = await FactorsAsync(request, currency, held, evidence);
        var plan = new MissionPlan(request);
        var costs = new MissionCosts(currency, factors);
        AddMove(costs, Kind.Deployment, Measure.DeploymentPerPerson, request, "moved in once");
        costs.Add(Kind.Presence, new MissionQuantity(Presence, Per.SoldierYear, plan.SoldierMonths, $"{plan.SoldierYears.ToText(3)} soldier-years"));
        costs.Add(Kind.Rotation, new MissionQuantity([Measure.RotationPerPerson], Per.Exchange, plan.Exchanged, request.HasSoldierMonths ? $"{plan.Exchanged} persons exchanged" : $"{plan.Rotations} exchanges of {request.Persons} persons"));
        AddMove(costs, Kind.Redeployment, Measure.RedeploymentPerPerson, request, "moved home once");
        costs.Add(Kind.Reset, new MissionQuantity([Measure.ResetPerPerson], Per.Person, request.Persons, $"equipment of {request.Persons} persons restored once"));
        var full = costs.Sum;
        var home = costs.Add(Kind.Home, new MissionQuantity(
            [Measure.HomePerSoldierYear], Per.SoldierYear, plan.SoldierMonths, $"{plan.SoldierYears.ToText(3)} soldier-years at home, subtracted for the marginal cost"));
        var marginal = full is { } all && home is { } less ? all.Less(less) : (CostRange?)null;
        var perSoldierYear = Rational.One / plan.SoldierYears;
        return new EstimateMissionResponse
        {
            Components = { costs.Components },
            Full = costs.ToMoney(full),
            Marginal = costs.ToMoney(marginal),
            FullPerSoldierYear = costs.ToMoney((full * perSoldierYear)?.Rounded(currency)),
            MarginalPerSoldierYear = costs.ToMoney((marginal * perSoldierYear)?.Rounded(currency)),
            YearlyPresence = costs.ToMoney((factors.Unit(Presence) * request.Persons)?.Rounded(currency)),
            SoldierYearTwelfths = plan.SoldierMonths,
            RotationCount = plan.Rotations,
            EndDate = plan.End.ToDate(),
            FactsUsed = { evidence.Facts },
            Assumptions = { Assumptions(request, factors, evidence, currency) },
            Missing = { factors.Missing },
        };
    }

    /// <summary>
    /// Adds the cost of moving the force once. Uses the transport work of a plan if it is known; otherwise, an amount for each
    /// person.
    /// </summary>
    private static void AddMove(MissionCosts costs, Kind kind, Measure perPerson, EstimateMissionRequest request, string what)
    {
        if (request.HasCargoTonneKm)
        {
            costs.Add(
                kind,
                new MissionQuantity([Measure.TransportPerTonneKm], Per.TonneKm, request.CargoTonneKm, $"{request.CargoTonneKm} tonne-km of cargo {what}"),
                new MissionQuantity([Measure.TravelPerPerson], Per.Person, request.Persons, $"{request.Persons} persons {what}"));
            return;
        }

        costs.Add(kind, new MissionQuantity([perPerson], Per.Person, request.Persons, $"{request.Persons} persons {what}"));
    }

    /// <summary>Returns the measures that the request needs. Other factors are not used, and are not reported as missing.</summary>
    private static IEnumerable<Measure> Needed(EstimateMissionRequest request) =>
    [
        .. Presence, Measure.RotationPerPerson, Measure.ResetPerPerson, Measure.HomePerSoldierYear,
        .. request.HasCargoTonneKm ? new[] { Measure.TransportPerTonneKm, Measure.TravelPerPerson } : [Measure.DeploymentPerPerson, Measure.RedeploymentPerPerson],
    ];

    private static void RequireOneBasis(IReadOnlyList<CostFactor> factors)
    {
        var bases = factors.Select(factor => factor.Amount.Basis).Distinct().ToList();
        var violations = new Violations();
        violations.Require(
            bases.Count <= 1,
            "inline_factors.amount.basis",
            $"the factors have {bases.Count} price bases ({string.Join(", ", bases.Select(PriceBases.Text))}); convert them to one with ConvertAmounts");
        violations.ThrowIfAny(ErrorReason.BasesDiffer);
    }

    private static async Task<FactorChoice> FactorsAsync(EstimateMissionRequest request, string currency, Held held, Evidence evidence)
    {
        var inline = request.InlineFactors.Count > 0;
        var factors = inline ? request.InlineFactors : await held.ListAsync(Types.CostFactors);
        if (!inline && factors.Count > 0)
        {
            Knowledge.RequireFrom(new DateOnly(factors.Min(factor => factor.Amount.Basis.Year), 1, 1), request.AsOf, "cost factors");
        }

        var foreign = factors.Any(factor => factor.Amount.Mid.CurrencyCode != currency);
        var rates = new RateBook(foreign ? await ExchangeRates.ReadAsync(held, request.AsOf) : [], ExchangeRates.DefaultSeries);
        var conversions = new Conversions(rates, new IndexBook([], ""), evidence);
        return inline ? FactorChoice.OfInline(factors, currency, conversions, evidence) : FactorChoice.OfStored(factors, [.. Needed(request)], currency, request.AsOf, conversions, evidence);
    }

    private static IEnumerable<string> Assumptions(EstimateMissionRequest request, FactorChoice factors, Evidence evidence, string currency)
    {
        yield return $"Prices of {factors.Basis.Year} throughout; no price rise during the mission.";
        yield return request.HasSoldierMonths
            ? "Presence and exchanges follow the soldier-months of the rotation plan."
            : "The strength is the same from the first to the last day; it is exchanged at the end of every tour but the last.";
        yield return request.HasCargoTonneKm
            ? "Deployment follows the tonnes and distances of the movement plan; the way home costs the same."
            : "Deployment and redeployment cost a sum for each person.";
        yield return "Marginal cost: what the same soldiers would cost at home is subtracted, each end of the range against the other.";
        if (evidence.Facts.Any(fact => fact.Name.StartsWith("exchangeRates/", StringComparison.Ordinal)))
        {
            yield return $"Factors in other currencies than {currency} are converted with the mean rate of {factors.Basis.Year}.";
        }

        if (evidence.Facts.Any(fact => fact.Source?.Confidence == Confidence.Assumed))
        {
            yield return "Some factors are planning assumptions, not published figures; each names how it was made.";
        }

        foreach (var note in factors.Notes)
        {
            yield return note;
        }
    }
}
