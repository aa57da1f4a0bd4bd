namespace Summit.Logistics.Movement.Planning;

/// <summary>The integration of a unit begins when its persons and its cargo are both there. Only integrations are moved.</summary>
internal static class Rejoin
{
    /// <summary>The plan in which every unit waits for both of its parts; null when a place of integration is never free again.</summary>
    public static DraftPlan? Hold(PlanModel model, DraftPlan plan)
    {
        var early = model.Divided.Where(d => plan.Placements[d.Cargo].Integration < plan.Arrival(d.Persons)).ToList();
        if (early.Count == 0)
        {
            return plan;
        }

        var free = new Occupation(model.Resources);
        for (var row = 0; row < plan.Chains.Length; row++)
        {
            free.Take(plan.Chains[row], plan.Placements[row]);
        }

        var placements = (Placement[])plan.Placements.Clone();
        foreach (var (cargo, persons) in early)
        {
            var chain = plan.Chains[cargo];
            free.Return(chain, placements[cargo]);
            if (free.Integrate(chain, plan.Arrival(persons)) is not { } later)
            {
                return null;
            }

            placements[cargo] = placements[cargo] with { Integration = later };
            free.Take(chain, placements[cargo]);
        }

        return new DraftPlan(model, plan.Chains, placements);
    }
}
