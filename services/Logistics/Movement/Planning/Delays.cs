using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.MovementDelay.Types.Kind;

namespace Summit.Logistics.Movement.Planning;

/// <summary>What a late unit waits for the longest.</summary>
internal static class Delays
{
    public static MovementDelay Of(PlanModel model, DraftPlan draft, int index)
    {
        var (row, chain, starts) = (model.Rows[index], draft.Chains[index], draft.Starts[index]);
        var waits = new List<(Kind Kind, string Subject, int Hours)>();
        var ready = row.Requirement.ReadyToLoadDay * LegTimes.HoursPerDay;
        waits.Add((Kind.Dates, "", ready));
        waits.Add((Kind.Approval, row.Requirement.Nation, Math.Max(0, row.ApprovalHour - ready)));
        var finish = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var step = chain.Steps[i];
            var free = i == 0 ? row.ReadyHour : finish + step.Lag;
            var released = Math.Max(free, step.Release);
            if (released > free)
            {
                waits.Add(Date(model, row, chain, i, released - free));
            }

            if (starts[i] > released)
            {
                waits.Add(Wait(model, draft, index, i, starts[i] - released));
            }

            finish = starts[i] + step.Duration;
        }

        var most = waits.Where(w => w.Hours > 0).OrderByDescending(w => w.Hours).ThenBy(w => w.Kind).FirstOrDefault();
        return most.Hours == 0
            ? new MovementDelay { Kind = Kind.Distance }
            : new MovementDelay { Kind = most.Kind, Subject = most.Subject, Hours = most.Hours };
    }

    private static (Kind, string, int) Date(PlanModel model, Row row, Chain chain, int step, int hours)
    {
        var arc = chain.Arcs[step];
        var permit = new LegTimes(model.Network).Permit(row, arc);
        return permit > 0 && permit == chain.Steps[step].Release ? (Kind.Permit, model.Network.Nodes[model.Network.To[arc]].Nation, hours) : (Kind.Dates, "", hours);
    }

    // The scarcest resource of the step: the one of which it uses the largest part. A reception that needs no resource waits for the other units of its module.
    private static (Kind, string, int) Wait(PlanModel model, DraftPlan draft, int index, int step, int hours)
    {
        var chain = draft.Chains[index];
        if (chain.Steps[step].Uses.Length == 0)
        {
            return (Kind.Module, model.Rows[index].Requirement.ForceModule, hours);
        }

        var capacities = model.Resources.Capacities();
        var scarce = chain.Steps[step].Uses.OrderByDescending(u => u.Amount / (double)Math.Max(1, capacities[u.Resource].Max)).ThenBy(u => u.Resource).First();
        return (Kind.Capacity, model.Resources.IdOf(scarce.Resource), hours);
    }
}
