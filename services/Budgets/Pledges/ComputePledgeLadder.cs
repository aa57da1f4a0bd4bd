using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.Keys;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;

namespace Summit.Budgets.Pledges;

/// <summary>Computes the ladder of pledges by donor.</summary>
internal sealed class ComputePledgeLadder(StoreReads reads) : IRequestCheck<ComputePledgeLadderRequest>
{
    private const string DefaultUnionDonor = "nations/EUI";
    private const string DefaultCurrency = "EUR";

    public ValueTask CheckAsync(ComputePledgeLadderRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    public async Task<ComputePledgeLadderResponse> HandleAsync(ComputePledgeLadderRequest request, ServerCallContext context) =>
        await ComputeAsync(request, await Held.OpenAsync(reads, request, context));

    internal static void Check(ComputePledgeLadderRequest request, Violations violations)
    {
        violations.Require(
            request.InlineUnionKey is null || request.UnionKey.Length == 0, "union_key", "is set beside inline_union_key; give one of the two");
        violations.Require(request.AsOf is null || request.AsOf.TryDay() is not null, "as_of", "is not a whole day; give year, month and day");
        if (request.InlineUnionKey is { } key)
        {
            CostKeys.CheckEntries(key, "inline_union_key", violations);
        }

        violations.RequireDistinct(
            request.InlinePledges.Where(pledge => pledge.Name.Length > 0).Select(pledge => pledge.Name), i => $"inline_pledges[{i}].name");
        for (var i = 0; i < request.InlinePledges.Count; i++)
        {
            violations.Require(
                request.InlinePledges[i].Name.Length > 0, $"inline_pledges[{i}].name", "is not set; give nations/{code}/pledges/{id}, which tells the donor");
            LadderChecks.Check(request.InlinePledges[i], $"inline_pledges[{i}]", violations);
        }
    }

    internal static async Task<ComputePledgeLadderResponse> ComputeAsync(ComputePledgeLadderRequest request, Held held)
    {
        var key = request.InlineUnionKey ?? (request.UnionKey.Length > 0 ? await held.GetAsync(Types.CostKeys, request.UnionKey) : null);
        var all = request.InlinePledges.Count > 0 ? request.InlinePledges : await StoredAsync(held);
        var unionDonor = request.UnionDonor.Length > 0 ? request.UnionDonor : DefaultUnionDonor;
        bool Asked(string nation) => request.Nations.Count == 0 || request.Nations.Contains(nation);
        var asked = all.Where(pledge => request.Beneficiary.Length == 0 || pledge.Beneficiary == request.Beneficiary)
            .Where(pledge => Asked(NationOf(pledge)) || (key is not null && NationOf(pledge) == unionDonor))
            .ToList();
        var currency = CurrencyOf(request, asked);
        var used = asked.Where(pledge => pledge.CurrencyCode == currency).ToList();
        RequireRange(used, request);

        var evidence = Knowledge.Evidence(request.AsOf);
        var progress = used.Select(pledge => Standing.Of(pledge, request.AsOf, evidence)).ToList();
        var own = progress.Where(standing => Asked(standing.Nation)).ToList();
        var shares = key is null ? [] : UnionShares.Of(key, Sum(progress.Where(standing => standing.Nation == unionDonor)), currency, evidence);
        var response = new ComputePledgeLadderResponse
        {
            Total = Sum(own).ToSteps(currency),
            FactsUsed = { evidence.Facts },
            LastEventDate = own.Max(standing => standing.LastEvent)?.ToDate(),
            OlderThanAsked = own.Count > 0 && own.All(standing => standing.LastEvent is null || standing.LastEvent < request.AsOf.ToDateOnly()),
            Missing =
            {
                asked.Where(pledge => pledge.CurrencyCode != currency).Select(pledge => Missing.Fact(
                    $"{pledge.Name} in {currency}", $"It is in {pledge.CurrencyCode} and is left out; ask with currency_code {pledge.CurrencyCode}, or convert it first with ConvertAmounts.")),
            },
        };
        response.Pledges.AddRange(own.OrderBy(standing => standing.Pledge.Name, StringComparer.Ordinal).Select(standing => standing.ToProgress(currency, request.AsOf)));
        response.Rows.AddRange(own.GroupBy(standing => (standing.Nation, standing.Pledge.Form))
            .OrderBy(group => group.Key.Nation, StringComparer.Ordinal).ThenBy(group => group.Key.Form)
            .Select(group => new LadderRow { Nation = group.Key.Nation, Form = group.Key.Form, Steps = Sum(group).ToSteps(currency) }));
        var donors = own.Select(standing => standing.Nation).Concat(shares.Keys.Where(Asked)).Distinct().Order(StringComparer.Ordinal);
        response.Donors.AddRange(donors.Select(nation => Donor(nation, Sum(own.Where(standing => standing.Nation == nation)), shares, currency)));
        return response;
    }

    /// <summary>Returns pledges with their events, in the order of the ladder.</summary>
    private static async Task<IReadOnlyList<Pledge>> StoredAsync(Held held)
    {
        var pledges = await held.ListAsync(Types.Pledges, "nations/-");
        var events = (await held.ListAsync(Types.PledgeEvents, "nations/-/pledges/-")).ToLookup(step => step.Name[..step.Name.LastIndexOf("/events/", StringComparison.Ordinal)], StringComparer.Ordinal);
        foreach (var pledge in pledges)
        {
            pledge.Events.Add(events[pledge.Name].OrderBy(step => step.Position));
        }

        return pledges;
    }

    /// <summary>
    /// The requested currency, or that of most pledges. Pledges in other currencies are left out and listed, so that one of them
    /// does not prevent the response.
    /// </summary>
    private static string CurrencyOf(ComputePledgeLadderRequest request, List<Pledge> pledges)
    {
        var currency = request.CurrencyCode.Length > 0 ? request.CurrencyCode : pledges.GroupBy(pledge => pledge.CurrencyCode)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).FirstOrDefault()?.Key ?? DefaultCurrency;
        var violations = new Violations();
        violations.Require(
            pledges.Count == 0 || pledges.Any(pledge => pledge.CurrencyCode == currency),
            "currency_code",
            $"no pledge is in {currency}; held are {string.Join(", ", pledges.Select(pledge => pledge.CurrencyCode).Distinct().Order(StringComparer.Ordinal))}; ask for one of these, or convert first with ConvertAmounts");
        violations.ThrowIfAny(ErrorReason.BasesDiffer);
        return currency;
    }

    private static void RequireRange(List<Pledge> pledges, ComputePledgeLadderRequest request)
    {
        var days = pledges.SelectMany(pledge => pledge.Events).Select(step => step.EventDate.TryDay()).OfType<DateOnly>().ToList();
        if (days.Count > 0)
        {
            Knowledge.RequireFrom(days.Min(), request.AsOf, "events of these pledges");
        }
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

    private static string NationOf(Pledge pledge) => NationNames.NationOf(pledge.Name);
}
