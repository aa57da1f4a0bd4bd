using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.Sharing;
using Summit.Budgets.V1;

namespace Summit.Budgets.Pledges;

/// <summary>The ladder of pledges by donor.</summary>
internal static class GetPledgeLadder
{
    private const string DefaultUnionDonor = "nations/EUI";
    private const string DefaultCurrency = "EUR";

    public static async Task<GetPledgeLadderResponse> RunAsync(GetPledgeLadderRequest request, Held held)
    {
        Check(request);
        var key = request.InlineUnionKey ?? (request.UnionKey.Length > 0 ? await held.GetAsync(BudgetResources.CostKeys, request.UnionKey) : null);
        IReadOnlyList<Pledge> all = request.InlinePledges.Count > 0 ? request.InlinePledges : await held.ListAsync(BudgetResources.Pledges, "nations/-");
        var pledges = all.Where(pledge => request.Beneficiary.Length == 0 || pledge.Beneficiary == request.Beneficiary).ToList();
        var currency = request.CurrencyCode.Length > 0 ? request.CurrencyCode : pledges.FirstOrDefault()?.CurrencyCode ?? DefaultCurrency;
        var unionDonor = request.UnionDonor.Length > 0 ? request.UnionDonor : DefaultUnionDonor;
        bool Asked(string nation) => request.Nations.Count == 0 || request.Nations.Contains(nation);
        var used = pledges.Where(pledge => Asked(NationOf(pledge)) || (key is not null && NationOf(pledge) == unionDonor)).ToList();
        CheckCurrency(used, currency);
        CheckRange(used, request);

        var day = Days.Of(request.AsOf)!.Value;
        var facts = new FactBook(request.AsOf);
        var progress = used.Select(pledge => Standing.Of(pledge, day, request.AsOf, facts)).ToList();
        var own = progress.Where(standing => Asked(standing.Nation)).ToList();
        var union = Sum(progress.Where(standing => standing.Nation == unionDonor));
        var shares = key is null ? [] : UnionShares(key, union, currency, facts);
        var response = new GetPledgeLadderResponse { Total = Sum(own).ToSteps(currency), FactsUsed = { facts.Facts } };
        response.Pledges.AddRange(own.OrderBy(standing => standing.Pledge.Name, StringComparer.Ordinal).Select(standing => standing.ToProgress(currency)));
        response.Rows.AddRange(own.GroupBy(standing => (standing.Nation, standing.Pledge.Form))
            .OrderBy(group => group.Key.Nation, StringComparer.Ordinal).ThenBy(group => group.Key.Form)
            .Select(group => new LadderRow { Nation = group.Key.Nation, Form = group.Key.Form, Steps = Sum(group).ToSteps(currency) }));
        var donors = own.Select(standing => standing.Nation).Concat(shares.Keys.Where(Asked)).Distinct().Order(StringComparer.Ordinal);
        response.Donors.AddRange(donors.Select(nation => Donor(nation, Sum(own.Where(standing => standing.Nation == nation)), shares, currency)));
        return response;
    }

    private static void Check(GetPledgeLadderRequest request)
    {
        var faults = new Faults();
        faults.When(
            request.InlineUnionKey is not null && request.UnionKey.Length > 0,
            "union_key",
            "is set beside inline_union_key; allowed is one of the two");
        if (request.InlineUnionKey is { } key)
        {
            CostKeys.Check(key, "inline_union_key", faults);
        }

        for (var i = 0; i < request.InlinePledges.Count; i++)
        {
            faults.When(
                request.InlinePledges[i].Name.Length == 0,
                $"inline_pledges[{i}].name",
                "is not set; needed is nations/{code}/pledges/{id}, which tells the donor");
            LadderChecks.Check(request.InlinePledges[i], $"inline_pledges[{i}]", faults);
        }

        faults.ThrowIfAny();
    }

    private static void CheckCurrency(List<Pledge> pledges, string currency)
    {
        var faults = new Faults();
        foreach (var pledge in pledges.Where(pledge => pledge.CurrencyCode != currency))
        {
            faults.When(
                true,
                "currency_code",
                $"{pledge.Name} is in {pledge.CurrencyCode}, not {currency}; ask for one currency at a time, or convert first with ConvertAmounts");
        }

        faults.ThrowIfAny(ErrorReason.BasesDiffer);
    }

    private static void CheckRange(List<Pledge> pledges, GetPledgeLadderRequest request)
    {
        var days = pledges.SelectMany(pledge => pledge.Events).Select(step => Days.Of(step.EventDate)).OfType<DateOnly>().ToList();
        if (days.Count > 0)
        {
            AsOf.RequireFrom(days.Min(), request.AsOf, "events of these pledges");
        }
    }

    /// <summary>The union's money by member, exact to the minor unit on every step.</summary>
    private static Dictionary<string, Ladder> UnionShares(CostKey key, Ladder union, string currency, FactBook facts)
    {
        var weights = Limits.Normalise([.. key.Entries.Select(entry => new NationValue(entry.Nation, Rational.FromWire(entry.Value)))]);
        Dictionary<string, Rational> Split(Rational amount)
        {
            var minor = Amount.InMinor(Amount.ToMinorMoney(amount, currency));
            return LargestRemainder.Round(weights.Select(weight => weight with { Value = weight.Value * minor }))
                .ToDictionary(share => share.Nation, share => Amount.Of(Amount.FromMinor(share.Units, currency)), StringComparer.Ordinal);
        }

        var (pledged, committed, allocated, disbursed) = (Split(union.Pledged), Split(union.Committed), Split(union.Allocated), Split(union.Disbursed));
        facts.Use(FactBook.NameOf(key.Name, "inline_union_key"), $"cost key {key.DisplayName}", $"{key.Entries.Count} entries", key.Source);
        return weights.ToDictionary(
            weight => weight.Nation,
            weight => new Ladder(pledged[weight.Nation], committed[weight.Nation], allocated[weight.Nation], disbursed[weight.Nation]),
            StringComparer.Ordinal);
    }

    private static DonorLadder Donor(string nation, Ladder bilateral, Dictionary<string, Ladder> shares, string currency)
    {
        var share = shares.GetValueOrDefault(nation, Ladder.Empty);
        return new DonorLadder
        {
            Nation = nation,
            Bilateral = bilateral.ToSteps(currency),
            UnionShare = share.ToSteps(currency),
            WithUnionShare = (bilateral + share).ToSteps(currency),
        };
    }

    private static Ladder Sum(IEnumerable<Standing> standings) => standings.Aggregate(Ladder.Empty, (sum, standing) => sum + standing.Ladder);

    private static string NationOf(Pledge pledge) => ResourceNames.NationOf(pledge.Name);
}
