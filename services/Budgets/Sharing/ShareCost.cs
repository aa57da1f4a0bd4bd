using Google.Type;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;

namespace Summit.Budgets.Sharing;

/// <summary>Shares a cost by several rules, side by side.</summary>
internal static class ShareCost
{
    public static async Task<ShareCostResponse> RunAsync(ShareCostRequest request, Held held)
    {
        Check(request);
        var call = new SharingCall(request, held, new FactBook(request.AsOf));
        var response = new ShareCostResponse();
        for (var i = 0; i < request.Rules.Count; i++)
        {
            var rule = request.Rules[i];
            var outcome = await RunAsync(rule, call, $"rules[{i}]");
            response.Results.Add(outcome.ToResult(IdOf(rule, i), request.Cost));
        }

        response.FactsUsed.AddRange(call.Facts.Facts);
        return response;
    }

    private static string IdOf(SharingRule rule, int index) => rule.Id.Length > 0 ? rule.Id : $"rule-{index + 1}";

    private static void Check(ShareCostRequest request)
    {
        var faults = new Faults();
        faults.CheckShareable(request.Cost, request.Cost.CurrencyCode, "cost");
        faults.CheckOnce(request.Rules.Select(IdOf), "rules.id");
        for (var i = 0; i < request.Rules.Count; i++)
        {
            Check(request.Rules[i], request, $"rules[{i}]", faults);
        }

        faults.ThrowIfAny();
        foreach (var rule in request.Rules.Where(rule => rule.RuleCase == SharingRule.RuleOneofCase.Claims))
        {
            ClaimsSharing.CheckSize(rule.Claims);
        }
    }

    private static void Check(SharingRule rule, ShareCostRequest request, string path, Faults faults)
    {
        switch (rule.RuleCase)
        {
            case SharingRule.RuleOneofCase.Key:
                KeySharing.Check(rule.Key, $"{path}.key", faults);
                break;
            case SharingRule.RuleOneofCase.Weights:
                WeightSharing.Check(rule.Weights, request.Nations, $"{path}.weights", faults);
                break;
            case SharingRule.RuleOneofCase.Claims:
                ClaimsSharing.Check(rule.Claims, request.Cost, $"{path}.claims", faults);
                break;
            case SharingRule.RuleOneofCase.Facility:
                FacilitySharing.Check(rule.Facility, request.Cost, $"{path}.facility", faults);
                break;
            case SharingRule.RuleOneofCase.UnScale:
                UnScaleSharing.Check(rule.UnScale, $"{path}.un_scale", faults);
                break;
            case SharingRule.RuleOneofCase.Peacekeeping:
                PeacekeepingSharing.Check(rule.Peacekeeping, $"{path}.peacekeeping", faults);
                break;
            case SharingRule.RuleOneofCase.SenderPays:
                SenderPaysSharing.Check(rule.SenderPays, request.Cost, $"{path}.sender_pays", faults);
                break;
            default:
                faults.When(
                    true,
                    path,
                    "no rule is set; allowed is one of key, weights, claims, facility, un_scale, peacekeeping, sender_pays");
                break;
        }
    }

    private static Task<SharingOutcome> RunAsync(SharingRule rule, SharingCall call, string path) => rule.RuleCase switch
    {
        SharingRule.RuleOneofCase.Key => KeySharing.RunAsync(rule.Key, call, $"{path}.key"),
        SharingRule.RuleOneofCase.Weights => WeightSharing.RunAsync(rule.Weights, call, $"{path}.weights"),
        SharingRule.RuleOneofCase.Claims => Task.FromResult(ClaimsSharing.Run(rule.Claims, call.Request.Cost)),
        SharingRule.RuleOneofCase.Facility => Task.FromResult(FacilitySharing.Run(rule.Facility, call.Request.Cost)),
        SharingRule.RuleOneofCase.UnScale => Task.FromResult(UnScaleSharing.Run(rule.UnScale, $"{path}.un_scale")),
        SharingRule.RuleOneofCase.Peacekeeping => Task.FromResult(PeacekeepingSharing.Run(rule.Peacekeeping)),
        _ => Task.FromResult(SenderPaysSharing.Run(rule.SenderPays, call.Request.Cost)),
    };
}

/// <summary>What the rules of one call have in common.</summary>
internal sealed record SharingCall(ShareCostRequest Request, Held Held, FactBook Facts)
{
    public Date? AsOf => Request.AsOf;
}
