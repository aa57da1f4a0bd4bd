using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>
/// A rule of sharing: one class for each field of the contract's oneof <c>SharingRule.rule</c>. <see cref="SharingRules"/> finds
/// the classes, so that a new rule touches one file and the contract.
/// </summary>
internal interface ISharingRule
{
    /// <summary>The field of the contract that this class computes.</summary>
    SharingRule.RuleOneofCase Case { get; }

    /// <summary>Adds what is wrong with the rule. Its fields may break their own rules.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="request">The request it stands in.</param>
    /// <param name="path">Path of the rule's own field, for example <c>rules[0].key</c>.</param>
    /// <param name="violations">Where violations go.</param>
    void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations);

    /// <summary>Refuses what would take too long. Called only when nothing is wrong.</summary>
    void CheckSize(SharingRule rule)
    {
    }

    /// <summary>Shares the cost, or names the facts that are missing for it.</summary>
    Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path);
}

/// <summary>What the rules of one call have in common.</summary>
/// <param name="Request">The request.</param>
/// <param name="Held">Stored keys and figures.</param>
/// <param name="Evidence">Where figures that are used are noted.</param>
internal sealed record SharingCall(ShareCostRequest Request, Held Held, Evidence Evidence);
