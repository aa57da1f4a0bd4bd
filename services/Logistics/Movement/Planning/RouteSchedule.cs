using Summit.Logistics.Scheduling.Search;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// Finds good plans without a solver: units in order of a priority rule, each on the route on which it is operational first,
/// within the capacity that the others leave free. Then some units are removed and placed again, and the result is kept when it
/// is not worse.
/// </summary>
internal sealed class RouteSchedule(PlanModel model, WorkMeter meter)
{
    // Placing a step takes about two microseconds of a core.
    private const double WorkOfLook = 2e-6;

    private readonly bool _cheapFirst = model.Objectives[0] == MovementObjective.Cost;

    /// <summary>The best plan of all rules; null when some unit never fits.</summary>
    /// <param name="found">Called with each better plan.</param>
    public DraftPlan? First(Action<DraftPlan> found)
    {
        DraftPlan? best = null;
        foreach (var order in Orders())
        {
            var plan = Build(order);
            if (plan is not null && (best is null || plan.CompareTo(best) < 0))
            {
                best = plan;
                found(plan);
            }

            if (meter.IsOver && best is not null)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>Improves a plan until the given work is used.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="work">Work, in units of the budget.</param>
    /// <param name="stream">Number of this run. Runs of one search use different random numbers.</param>
    /// <param name="found">Called with each plan with better values.</param>
    public DraftPlan Improve(DraftPlan plan, double work, int stream, Action<DraftPlan> found)
    {
        var random = new CounterRandom((meter.Seed * 1_000_003) + stream);
        var free = Occupied(plan);
        var (used, best) = (0.0, plan);
        while (used < work && !meter.IsOver && model.Rows.Count > 1)
        {
            meter.Token.ThrowIfCancellationRequested();
            var before = free.Looked;
            var next = Again(free, plan, Chosen(plan, random), random);
            var spent = ((free.Looked - before) * WorkOfLook) + (model.Rows.Count * 2e-7);
            meter.Charge(spent);
            used += spent;
            if (next.CompareTo(plan) > 0)
            {
                continue;
            }

            plan = next;
            if (plan.CompareTo(best) < 0)
            {
                var better = !plan.Values.AsSpan().SequenceEqual(best.Values);
                best = plan;
                if (better)
                {
                    found(plan);
                }
            }
        }

        return best;
    }

    /// <summary>
    /// Builds plans repeatedly from scratch. Units that came last in the previous plan go earlier, so that they get the fast
    /// routes and others start early on the long ones.
    /// </summary>
    public DraftPlan Reorder(DraftPlan plan, double work, Action<DraftPlan> found)
    {
        var random = new CounterRandom((meter.Seed * 1_000_003) + 7);
        var best = plan;
        var order = Enumerable.Range(0, model.Rows.Count).OrderBy(r => plan.Placements[r].Stages[0][0].Start).ThenBy(r => r).ToList();
        var bestOrder = order;
        for (var end = meter.Used + work; meter.Used < end && !meter.IsOver && order.Count > 1;)
        {
            order = Moved(bestOrder, best, random);
            if (Build(order) is { } next && next.CompareTo(best) < 0)
            {
                (best, bestOrder) = (next, order);
                found(best);
            }
        }

        return best;
    }

    // Some of the units with the largest penalty go earlier. Half of the time others also swap places with their neighbours.
    private List<int> Moved(List<int> order, DraftPlan plan, CounterRandom random)
    {
        var hurt = order.OrderByDescending(r => Hurt(plan, r)).Take(Math.Max(2, order.Count / 8)).ToList();
        var moved = random.Below(2) == 0 ? [.. hurt] : Enumerable.Range(0, 1 + random.Below(3)).Select(_ => hurt[random.Below(hurt.Count)]).ToHashSet();
        var reach = random.Below(2) == 0 ? 0 : 0.1 * random.Fraction() * order.Count;
        return [.. order.Select((row, place) => (Row: row, Key: moved.Contains(row) ? place * random.Fraction() : place + ((random.Fraction() - 0.5) * reach)))
            .OrderBy(o => o.Key).ThenBy(o => o.Row).Select(o => o.Row)];
    }

    private long Hurt(DraftPlan plan, int row) => model.Objectives[0] == MovementObjective.Lateness && plan.Values[0] > 0
        ? model.Rows[row].Weight * Math.Max(0L, plan.Arrival(row) - model.Rows[row].DueHour)
        : plan.Operational(row);

    private DraftPlan? Build(IEnumerable<int> order)
    {
        var free = new Occupation(model.Resources);
        var chains = new Chain[model.Rows.Count];
        var placements = new Placement[chains.Length];
        foreach (var row in order)
        {
            meter.Token.ThrowIfCancellationRequested();
            if (Best(free, row, -1) is not { } best)
            {
                return null;
            }

            (chains[row], placements[row]) = best;
            free.Take(chains[row], placements[row]);
        }

        meter.Charge(free.Looked * WorkOfLook);
        return new DraftPlan(model, chains, placements);
    }

    /// <summary>The route on which a row is operational first, or that costs least when cost is the first objective.</summary>
    /// <param name="free">The free capacity.</param>
    /// <param name="row">The row.</param>
    /// <param name="skip">The index of the route to skip; -1: none.</param>
    private (Chain, Placement)? Best(Occupation free, int row, int skip)
    {
        var best = (Rank: long.MaxValue, Second: long.MaxValue);
        (Chain, Placement)? found = null;
        foreach (var (i, chain) in model.Chains[row].Index())
        {
            // Waiting never makes a route faster than when alone. The best rank so far rules out slower routes immediately.
            if (i == skip || (!_cheapFirst && chain.Alone > best.Rank) || free.Fit(chain, _cheapFirst ? PlanResources.MostHours : (int)Math.Min(best.Rank, PlanResources.MostHours)) is not { } placement)
            {
                continue;
            }

            var done = (long)placement.Integration + chain.IntegrationHours;
            var rank = _cheapFirst ? (chain.Cost, done) : (done, chain.Cost);
            if (rank.CompareTo(best) < 0)
            {
                (best, found) = (rank, (chain, placement));
            }
        }

        return found;
    }

    private Occupation Occupied(DraftPlan plan)
    {
        var free = new Occupation(model.Resources);
        for (var row = 0; row < plan.Chains.Length; row++)
        {
            free.Take(plan.Chains[row], plan.Placements[row]);
        }

        return free;
    }

    private DraftPlan Again(Occupation free, DraftPlan plan, List<int> chosen, CounterRandom random)
    {
        foreach (var row in chosen)
        {
            free.Return(plan.Chains[row], plan.Placements[row]);
        }

        var chains = (Chain[])plan.Chains.Clone();
        var placements = (Placement[])plan.Placements.Clone();
        foreach (var row in chosen)
        {
            var skip = model.Chains[row].Length > 1 && random.Below(8) == 0 ? random.Below(model.Chains[row].Length) : -1;
            var (chain, at) = Best(free, row, skip) ?? Best(free, row, -1)!.Value;
            (chains[row], placements[row]) = (chain, at);
            free.Take(chain, at);
        }

        var next = new DraftPlan(model, chains, placements);
        if (next.CompareTo(plan) > 0)
        {
            foreach (var row in chosen)
            {
                free.Return(chains[row], placements[row]);
            }

            foreach (var row in chosen)
            {
                free.Take(plan.Chains[row], plan.Placements[row]);
            }
        }

        return next;
    }

    // Half of the time around the unit with the largest penalty, otherwise around a random one: its neighbours in time, in a new order.
    private List<int> Chosen(DraftPlan plan, CounterRandom random)
    {
        var rows = model.Rows.Count;
        var size = Math.Min(rows, 2 + random.Below(Math.Clamp(rows / 5, 3, 30)));
        var centre = random.Below(2) == 0 ? Worst(plan) : random.Below(rows);
        var at = plan.Operational(centre);
        var near = Enumerable.Range(0, rows).OrderBy(r => r == centre ? -1 : Math.Abs((long)plan.Operational(r) - at)).ThenBy(r => r).Take(Math.Min(rows, size * 3)).ToList();
        var chosen = new List<int> { centre };
        near.Remove(centre);
        while (chosen.Count < size && near.Count > 0)
        {
            // Half of the others come from anywhere: they may be on a route that these units need.
            var next = random.Below(2) == 0 ? near[random.Below(near.Count)] : random.Below(rows);
            near.Remove(next);
            if (!chosen.Contains(next))
            {
                chosen.Add(next);
            }
        }

        for (var i = chosen.Count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (chosen[i], chosen[j]) = (chosen[j], chosen[i]);
        }

        return chosen;
    }

    private int Worst(DraftPlan plan)
    {
        return Enumerable.Range(0, model.Rows.Count).MaxBy(r => (Hurt(plan, r), -r));
    }

    // By row: the most hours for which a lift pool is busy with the rows that cannot do without it, if this is one of them. Those who
    // have the choice then come to the pool last, and find the other ways shorter.
    private long[] Queues()
    {
        var needed = model.Chains.Select(chains => chains.Select(c => c.Stages.Select(s => s.Lift).OfType<StageLift>().ToList())
            .Aggregate((some, others) => [.. some.Where(s => others.Any(o => o.Pool == s.Pool))])).ToList();
        var hours = needed.Index().SelectMany(r => r.Item.Select(lift => (lift.Pool, Hours: (model.Chains[r.Index][0].Load + lift.Payload - 1) / lift.Payload * lift.Hours)))
            .GroupBy(n => n.Pool).ToDictionary(g => g.Key, g => g.Sum(n => n.Hours) / model.Resources.AssetsOf(g.Key));
        return [.. needed.Select(lifts => lifts.Select(l => hours[l.Pool]).DefaultIfEmpty().Max())];
    }

    private IEnumerable<IEnumerable<int>> Orders()
    {
        var rows = Enumerable.Range(0, model.Rows.Count).ToList();
        int Fastest(int r) => model.Chains[r].Min(c => c.Alone);
        var queues = Queues();
        var byQueue = rows.OrderByDescending(r => queues[r]).ThenByDescending(Fastest).ThenBy(r => r);
        var byPriority = rows.OrderBy(r => model.Rows[r].Priority).ThenBy(r => model.Rows[r].DueHour).ThenBy(Fastest).ThenBy(r => r);
        // The first one is all that the least work pays for.
        var isClosure = model.Objectives[0] == MovementObjective.Closure;
        yield return isClosure ? byQueue : byPriority;
        yield return isClosure ? byPriority : byQueue;
        yield return rows.OrderBy(r => model.Rows[r].DueHour - Fastest(r)).ThenBy(r => r);
        yield return rows.OrderBy(r => model.Rows[r].ReadyHour).ThenByDescending(Fastest).ThenBy(r => r);
        yield return rows.OrderByDescending(Fastest).ThenBy(r => r);
        yield return rows.OrderBy(r => model.Rows[r].DueHour).ThenByDescending(r => model.Rows[r].Tonnes).ThenBy(r => r);
    }
}
