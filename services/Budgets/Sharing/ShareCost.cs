using Grpc.Core;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>
/// Shares a cost by several rules and returns the results side by side. A rule that lacks a fact reports it; the results of the
/// other rules remain valid.
/// </summary>
internal sealed class ShareCost(StoreReads reads) : IRequestCheck<ShareCostRequest>
{
    public ValueTask CheckAsync(ShareCostRequest request, ServerCallContext context, Violations found)
    {
        Check(request, found);
        return ValueTask.CompletedTask;
    }

    public async Task<ShareCostResponse> HandleAsync(ShareCostRequest request, ServerCallContext context) =>
        await ComputeAsync(request, await Held.OpenAsync(reads, request, context));

    internal static void Check(ShareCostRequest request, Violations violations)
    {
        violations.RequireShareable(request.Cost, "", "cost");
        violations.RequireDistinct(request.Rules.Select(IdOf), i => $"rules[{i}].id");
        foreach (var (index, rule) in request.Rules.Index())
        {
            if (violations.Require(
                rule.RuleCase != SharingRule.RuleOneofCase.None, $"rules[{index}]", $"no rule is set; give one of {SharingRules.Names}"))
            {
                SharingRules.Of(rule).Check(rule, request, SharingRules.PathOf(rule, index), violations);
            }
        }
    }

    internal static async Task<ShareCostResponse> ComputeAsync(ShareCostRequest request, Held held)
    {
        foreach (var rule in request.Rules)
        {
            SharingRules.Of(rule).CheckSize(rule);
        }

        var call = new SharingCall(request, held, Knowledge.Evidence(request.AsOf));
        var response = new ShareCostResponse();
        foreach (var (index, rule) in request.Rules.Index())
        {
            held.Cancellation.ThrowIfCancellationRequested();
            var outcome = await SharingRules.Of(rule).ShareAsync(rule, call, SharingRules.PathOf(rule, index));
            response.Results.Add(outcome.ToResult(IdOf(rule, index), request.Cost));
        }

        if (response.Results.All(result => result.Missing.Count > 0))
        {
            Missing.ThrowIfAny(response.Results.SelectMany(result => result.Missing));
        }

        response.FactsUsed.AddRange(call.Evidence.Facts);
        return response;
    }

    private static string IdOf(SharingRule rule, int index) => rule.Id.Length > 0 ? rule.Id : $"rule-{index + 1}";
}
