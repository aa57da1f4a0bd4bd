using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.MovementDelay.Types.Kind;

namespace Summit.Logistics.Movement.Planning;

/// <summary>What a late unit waits for the longest.</summary>
internal sealed class Delays
{
    private readonly PlanModel _model;
    private readonly DraftPlan _draft;
    private readonly LegTimes _times;
    private readonly Timeline[] _open; // when nothing moves
    private readonly Timeline[] _free; // what the plan leaves

    public Delays(PlanModel model, DraftPlan draft)
    {
        (_model, _draft, _times) = (model, draft, new LegTimes(model.Network));
        _open = model.Resources.Capacities();
        _free = model.Resources.Capacities();
        foreach (var (chain, placement) in draft.Chains.Zip(draft.Placements))
        {
            Occupation.Change(_free, chain, placement, -1);
        }
    }

    public MovementDelay Of(int index)
    {
        var (row, chain, placement) = (_model.Rows[index], _draft.Chains[index], _draft.Placements[index]);
        var waits = new List<(Kind Kind, string Subject, int Hours)>();
        var ready = row.Requirement.ReadyToLoadDay * LegTimes.HoursPerDay;
        waits.Add((Kind.Dates, "", ready));
        waits.Add((Kind.Approval, row.Requirement.Nation, Math.Max(0, row.ApprovalHour - ready)));
        Occupation.Change(_free, chain, placement, 1);
        for (var i = 0; i < chain.Stages.Length; i++)
        {
            var inflows = i == 0 ? [new Inflow(row.ReadyHour, row.ReadyHour, chain.Load)] : Inflow.After(chain.Stages[i - 1], placement.Stages[i - 1], chain.Stages[i].Handling);
            if (chain.Stages[i].Release > inflows[0].From)
            {
                waits.Add(Date(row, chain, i, chain.Stages[i].Release - inflows[0].From));
            }

            waits.Add(Wait(index, i, inflows));
        }

        Occupation.Change(_free, chain, placement, -1);
        var most = waits.Where(w => w.Hours > 0).OrderByDescending(w => w.Hours).ThenBy(w => w.Kind).FirstOrDefault();
        return most.Hours == 0
            ? new MovementDelay { Kind = Kind.Distance }
            : new MovementDelay { Kind = most.Kind, Subject = most.Subject, Hours = most.Hours };
    }

    private (Kind, string, int) Date(Row row, Chain chain, int stage, int hours)
    {
        var arc = chain.Arcs[stage];
        var permit = _times.Permit(row, arc);
        return permit > 0 && permit == chain.Stages[stage].Release ? (Kind.Permit, _model.Network.Nodes[_model.Network.To[arc]].Nation, hours) : (Kind.Dates, "", hours);
    }

    // How much later the last serial finishes than in an empty network, and the resource that alone would delay it most.
    private (Kind, string, int) Wait(int index, int number, List<Inflow> inflows)
    {
        var (chain, placement) = (_draft.Chains[index], _draft.Placements[index]);
        var stage = chain.Stages[number];
        var finish = number == chain.Stages.Length - 1 ? placement.Arrival : placement.Stages[number][^1].Finish;
        var scarce = stage.Limits.Concat(stage.Lift is { } lift ? [lift.Pool] : []).Select(r => (Resource: r, Finish: Finish(stage, inflows, r))).ToList();
        var among = scarce.Count == 0 ? inflows[^1].To : scarce.Max(s => s.Finish);
        return finish > among
            ? (Kind.Module, _model.Rows[index].Requirement.ForceModule, finish - among)
            : (Kind.Capacity, scarce.Count == 0 ? "" : _model.Resources.IdOf(scarce.OrderByDescending(s => s.Finish).ThenBy(s => s.Resource).First().Resource), finish - Finish(stage, inflows, -1));
    }

    private int Finish(Stage stage, List<Inflow> inflows, int occupied)
    {
        var free = (Timeline[])_open.Clone();
        if (occupied >= 0)
        {
            free[occupied] = _free[occupied];
        }

        return stage.IsFree ? inflows[^1].To : Entry.Of(free, stage, inflows, stage.Release) is { } serials ? serials[^1].Finish : 0;
    }
}
