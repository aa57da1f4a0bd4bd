using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Conversion;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Kind = Summit.Budgets.V1.CostComponent.Types.Kind;
using Measure = Summit.Budgets.V1.CostFactor.Types.Measure;

namespace Summit.Budgets.Costs;

/// <summary>What a mission costs: deployment, presence, rotations, redeployment and reset; full and marginal.</summary>
internal static class EstimateMission
{
    private const string DefaultCurrency = "EUR";
    private const int MonthsPerYear = 12;
    private const int LastStartYear = 9900;

    private static readonly Measure[] Presence =
    [
        Measure.PayPerSoldierYear, Measure.SustainmentPerSoldierYear, Measure.UpkeepPerSoldierYear,
        Measure.ContractsPerSoldierYear, Measure.BasesPerSoldierYear,
    ];

    public static async Task<EstimateMissionResponse> RunAsync(EstimateMissionRequest request, Held held)
    {
        Check(request);
        var factors = await FactorsAsync(request, held);
        var basis = BasisOf(factors.Values);
        var currency = request.CurrencyCode.Length > 0 ? request.CurrencyCode : DefaultCurrency;
        var facts = new FactBook(request.AsOf);
        var unit = await UnitCostsAsync(factors, basis, currency, request, held, facts);
        CostRange Unit(params Measure[] measures) => measures.Aggregate(CostRange.Zero, (sum, measure) => sum + unit.GetValueOrDefault(measure));

        var plan = new Plan(request);
        var mission = new Mission(currency, basis);
        mission.Add(Kind.Deployment, Unit(Measure.DeploymentPerPerson), request.Persons, $"{request.Persons} persons moved in once");
        mission.Add(Kind.Presence, Unit(Presence), plan.SoldierYears, $"{plan.SoldierYears.ToText(3)} soldier-years");
        mission.Add(Kind.Rotation, Unit(Measure.RotationPerPerson), request.Persons * (long)plan.Rotations, $"{plan.Rotations} exchanges of {request.Persons} persons");
        mission.Add(Kind.Redeployment, Unit(Measure.RedeploymentPerPerson), request.Persons, $"{request.Persons} persons moved home once");
        mission.Add(Kind.Reset, Unit(Measure.ResetPerPerson), request.Persons, $"equipment of {request.Persons} persons restored once");
        var full = mission.Sum;
        var home = mission.Add(Kind.Home, Unit(Measure.HomePerSoldierYear), plan.SoldierYears, $"{plan.SoldierYears.ToText(3)} soldier-years at home, subtracted for the marginal cost");
        var marginal = full.Less(home);
        var perSoldierYear = Rational.One / plan.SoldierYears;
        return new EstimateMissionResponse
        {
            Components = { mission.Components },
            Full = full.ToMoney(currency, basis),
            Marginal = marginal.ToMoney(currency, basis),
            FullPerSoldierYear = (full * perSoldierYear).ToMoney(currency, basis),
            MarginalPerSoldierYear = (marginal * perSoldierYear).ToMoney(currency, basis),
            YearlyPresence = (Unit(Presence) * request.Persons).ToMoney(currency, basis),
            SoldierYearTwelfths = plan.SoldierMonths,
            RotationCount = plan.Rotations,
            EndDate = Days.ToDate(plan.End),
            FactsUsed = { facts.Facts },
            Assumptions = { Assumptions(basis, factors.Values, currency) },
        };
    }

    private static void Check(EstimateMissionRequest request)
    {
        var faults = new Faults();
        faults.When(
            request.StartDate.Year > LastStartYear,
            "start_date",
            $"year {request.StartDate.Year} is too late; allowed is up to {LastStartYear}");
        for (var i = 0; i < request.InlineFactors.Count; i++)
        {
            CostFactors.Check(request.InlineFactors[i], $"inline_factors[{i}]", faults);
        }

        foreach (var twice in request.InlineFactors.GroupBy(factor => factor.Measure).Where(group => group.Count() > 1))
        {
            faults.When(true, "inline_factors", $"measure {twice.Key} stands {twice.Count()} times; allowed is once");
        }

        faults.ThrowIfAny();
    }

    private static async Task<IReadOnlyDictionary<Measure, CostFactor>> FactorsAsync(EstimateMissionRequest request, Held held)
    {
        if (request.InlineFactors.Count > 0)
        {
            return request.InlineFactors.ToDictionary(factor => factor.Measure);
        }

        var stored = await held.ListAsync(BudgetResources.CostFactors);
        if (stored.Count > 0)
        {
            AsOf.RequireFrom(new DateOnly(stored.Min(factor => factor.Amount.Basis.Year), 1, 1), request.AsOf, "cost factors");
        }

        return CostFactors.Choose(stored, request.AsOf);
    }

    /// <summary>The one price basis of all factors; amounts of different bases are not added.</summary>
    private static PriceBasis BasisOf(IEnumerable<CostFactor> factors)
    {
        var bases = factors.GroupBy(factor => factor.Amount.Basis).ToList();
        var faults = new Faults();
        faults.When(
            bases.Count > 1,
            "inline_factors.amount.basis",
            $"the factors have {bases.Count} price bases ({string.Join(", ", bases.Select(basis => $"{basis.Key.Kind} {basis.Key.Year}"))}); convert them to one with ConvertAmounts");
        faults.ThrowIfAny(ErrorReason.BasesDiffer);
        return bases[0].Key;
    }

    /// <summary>Cost of one unit by measure, in the currency of the answer.</summary>
    private static async Task<Dictionary<Measure, CostRange>> UnitCostsAsync(
        IReadOnlyDictionary<Measure, CostFactor> factors, PriceBasis basis, string currency, EstimateMissionRequest request, Held held, FactBook facts)
    {
        var foreign = factors.Values.Any(factor => factor.Amount.Mid.CurrencyCode != currency);
        var rates = new RateBook(foreign ? await ConvertAmounts.RatesAsync(held, request.AsOf) : [], ConvertAmounts.DefaultRateSeries);
        var conversions = new Conversions(rates, new IndexBook([], ""), facts);
        var costs = new Dictionary<Measure, CostRange>();
        foreach (var (measure, factor) in factors.OrderBy(factor => factor.Key))
        {
            var range = factor.Amount;
            facts.Use(
                FactBook.NameOf(factor.Name, $"inline_factors/{measure}"), $"cost factor {measure}",
                $"{range.Mid.CurrencyCode} {Amount.Of(range.Low).ToText(2)} / {Amount.Of(range.Mid).ToText(2)} / {Amount.Of(range.High).ToText(2)}", factor.Source);
            var rate = range.Mid.CurrencyCode == currency ? Rational.One : conversions.Rate(range.Mid.CurrencyCode, currency, basis.Year, []);
            costs[measure] = new CostRange(Amount.Of(range.Low), Amount.Of(range.Mid), Amount.Of(range.High)) * (rate ?? Rational.Zero);
        }

        conversions.ThrowIfMissing();
        return costs;
    }

    private static IEnumerable<string> Assumptions(PriceBasis basis, IEnumerable<CostFactor> factors, string currency)
    {
        yield return $"Prices of {basis.Year} throughout; no price rise during the mission.";
        yield return "The strength is the same from the first to the last day.";
        yield return "The whole strength is exchanged at the end of every tour but the last.";
        yield return "Marginal cost: what the same soldiers would cost at home is subtracted, each end of the range against the other.";
        if (factors.Any(factor => factor.Amount.Mid.CurrencyCode != currency))
        {
            yield return $"Factors in other currencies than {currency} are converted with the mean rate of {basis.Year}.";
        }

        if (factors.Any(factor => factor.Source?.Confidence == Confidence.Assumed))
        {
            yield return "Some factors are planning assumptions, not published figures; each names how it was made.";
        }
    }

    /// <summary>The mission in time.</summary>
    private sealed class Plan(EstimateMissionRequest request)
    {
        public long SoldierMonths => request.Persons * request.DurationMonths;

        public Rational SoldierYears => new(SoldierMonths, MonthsPerYear);

        public int Rotations => ((request.DurationMonths + request.TourMonths - 1) / request.TourMonths) - 1;

        public DateOnly End => Days.Of(request.StartDate)!.Value.AddMonths(request.DurationMonths).AddDays(-1);
    }

    /// <summary>The components with their sum; each is rounded to the minor unit, so that they sum to the total.</summary>
    private sealed class Mission(string currency, PriceBasis basis)
    {
        public List<CostComponent> Components { get; } = [];

        public CostRange Sum { get; private set; }

        public CostRange Add(Kind kind, CostRange unit, Rational quantity, string what)
        {
            var cost = (unit * quantity).Rounded(currency);
            Components.Add(new CostComponent
            {
                Kind = kind,
                Amount = cost.ToMoney(currency, basis),
                Derivation = $"{what}, {currency} {unit.Low.ToText(2)} / {unit.Mid.ToText(2)} / {unit.High.ToText(2)} each",
            });
            Sum += cost;
            return cost;
        }
    }
}
