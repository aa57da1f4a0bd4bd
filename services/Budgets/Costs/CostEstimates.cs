using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Kernel;

namespace Summit.Budgets.Costs;

/// <summary>Validates published estimates when they are stored.</summary>
internal sealed class CostEstimates : StoredRules<CostEstimate>
{
    public override string Field => "cost_estimate";

    public override void Check(CostEstimate resource, string path, Violations violations)
    {
        CostFactors.CheckRange(resource.Amount, $"{path}.amount", violations);
        violations.RequireSource(resource.Source, path);
    }
}
