namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// Keeps the units of a force module together: a unit that arrives too early before the last one waits outside the destination.
/// Waiting is free, so only receptions and integrations are moved.
/// </summary>
internal static class ModuleSpread
{
    private const int MostRounds = 50;

    /// <summary>The plan with all modules within the spread; null when they cannot be brought together.</summary>
    public static DraftPlan? Hold(PlanModel model, DraftPlan plan)
    {
        if (!model.Problem.HasModuleSpreadHours || model.Modules.Count == 0)
        {
            return plan;
        }

        var free = new Occupation(model.Resources);
        for (var row = 0; row < plan.Chains.Length; row++)
        {
            free.Take(plan.Chains[row], plan.Starts[row]);
        }

        for (var round = 0; round < MostRounds; round++)
        {
            if (Early(model, plan) is not { Count: > 0 } early)
            {
                return plan;
            }

            var starts = (int[][])plan.Starts.Clone();
            foreach (var (row, notBefore) in early)
            {
                var chain = plan.Chains[row];
                free.Return(chain, starts[row]);
                if (Later(free, chain, starts[row], notBefore) is not { } later)
                {
                    return null;
                }

                free.Take(chain, later);
                starts[row] = later;
            }

            plan = new DraftPlan(model, plan.Chains, starts);
        }

        return null;
    }

    private static List<(int Row, int NotBefore)> Early(PlanModel model, DraftPlan plan) =>
    [
        .. model.Modules.SelectMany(module =>
        {
            var last = module.Max(plan.Arrival) - model.Problem.ModuleSpreadHours;
            return module.Where(r => plan.Arrival(r) < last).Select(r => (r, last - plan.Chains[r].Steps[plan.Chains[r].Reception].Duration));
        }),
    ];

    // The legs keep their times: only the steps after the last leg are placed again.
    private static int[]? Later(Occupation free, Chain chain, int[] starts, int notBefore)
    {
        var fixedLegs = chain with { Steps = [.. chain.Steps.Select((s, i) => i < chain.Reception ? s with { Release = starts[i] } : s)] };
        return free.Fit(fixedLegs, notBefore);
    }
}
