using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Sharing;

/// <summary>
/// A sharing rule, with one class for each field of the oneof <c>SharingRule.rule</c> in the contract. <see cref="SharingRules"/>
/// finds the classes, so that a new rule changes only one file and the contract.
/// </summary>
internal interface ISharingRule
{
    /// <summary>The field of the contract that this class implements.</summary>
    SharingRule.RuleOneofCase Case { get; }

    /// <summary>Adds violations of the rule. Its fields may be invalid.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="request">The request that contains the rule.</param>
    /// <param name="path">Path of the field of the rule, for example <c>rules[0].key</c>.</param>
    /// <param name="violations">Receives the violations.</param>
    void Check(SharingRule rule, ShareCostRequest request, string path, Violations violations);

    /// <summary>Refuses a computation that would take too long. Called only when there are no violations.</summary>
    void CheckSize(SharingRule rule)
    {
    }

    /// <summary>Shares the cost, or returns the facts that are missing.</summary>
    Task<SharingOutcome> ShareAsync(SharingRule rule, SharingCall call, string path);
}

/// <summary>Data that the rules of one call share.</summary>
/// <param name="Request">The request.</param>
/// <param name="Held">Stored keys and figures.</param>
/// <param name="Evidence">Records the figures that are used.</param>
internal sealed record SharingCall(ShareCostRequest Request, Held Held, Evidence Evidence);
