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
            free.Take(plan.Chains[row], plan.Placements[row]);
        }

        for (var round = 0; round < MostRounds; round++)
        {
            if (Early(model, plan) is not { Count: > 0 } early)
            {
                return plan;
            }

            var placements = (Placement[])plan.Placements.Clone();
            foreach (var (row, notBefore) in early)
            {
                var chain = plan.Chains[row];
                free.Return(chain, placements[row]);
                if (free.Receive(chain, placements[row].Stages, notBefore) is not { } later)
                {
                    return null;
                }

                free.Take(chain, later);
                placements[row] = later;
            }

            plan = new DraftPlan(model, plan.Chains, placements);
        }

        return null;
    }

    private static List<(int Row, int NotBefore)> Early(PlanModel model, DraftPlan plan) =>
    [
        .. model.Modules.SelectMany(module =>
        {
            var last = module.Max(plan.Arrival) - model.Problem.ModuleSpreadHours;
            return module.Where(r => plan.Arrival(r) < last).Select(r => (r, last - Reception(model, r)));
        }),
    ];

    // The fewest hours of a reception, so that it is not held back for longer than needed.
    private static int Reception(PlanModel model, int row) =>
        model.Network.Throughput(model.Rows[row].Destination) is { } rate ? LegTimes.HoursToPass(model.Rows[row].Tonnes, rate) : 0;
}
