namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// Routes through the network for one kind of unit. A state of the search is the arc by which the unit arrived and its progress
/// with its ports (0: before embarkation, 1: before debarkation, 2: past both), because gauge and mode decide which arcs can
/// follow.
/// </summary>
internal sealed class RouteFinder(PlanNetwork network, Row row)
{
    private const int Phases = 3;
    private const double Never = double.PositiveInfinity;

    private readonly LegTimes _times = new(network);
    private readonly bool[] _open = [.. Enumerable.Range(0, network.Arcs.Count).Select(a => row.MayUse(network.Arcs[a].Mode) && !Blocks.Of(network, row, a).Any())];

    /// <summary>Several good routes that differ, the fastest first. Empty: there is none.</summary>
    /// <param name="most">The most routes to return.</param>
    public IReadOnlyList<int[]> Find(int most)
    {
        var found = new List<int[]>();
        var penalty = new double[network.Arcs.Count];
        // Arcs that a route used cost more in the next search, so that other routes are found.
        for (var attempt = 0; attempt < most * 3 && found.Count < most; attempt++)
        {
            if (Best(a => Math.Round(HoursOf(a) * (1 + penalty[a]), 6)) is not { } way)
            {
                break;
            }

            if (!found.Any(f => f.AsSpan().SequenceEqual(way)))
            {
                found.Add(way);
            }

            foreach (var arc in way)
            {
                penalty[arc] += 0.4;
            }
        }

        return found;
    }

    /// <summary>The cheapest route by any measure of its arcs; null when there is none.</summary>
    public int[]? Best(Func<int, double> cost) => Search(0, (before, arc, sofar) => Fits(before, arc) ? sofar + cost(arc) : Never, _open)?.Way;

    /// <summary>The earliest arrival hour at the destination.</summary>
    /// <param name="from">Hour at the origin.</param>
    /// <param name="next">Hour at the end of an arc, by the arc before (-1: none), the arc and the hour at its start. A later start must never give an earlier hour.</param>
    public double Earliest(double from, Func<int, int, double, double> next) =>
        Search(from, (before, arc, hour) => Fits(before, arc) ? next(before, arc, hour) : Never, _open)!.Value.Cost;

    /// <summary>The route with the fewest blocks; null when even an open network has none.</summary>
    public int[]? LeastBlocked() => Search(
        0,
        (before, arc, sofar) => sofar + Blocks.Of(network, row, arc).Count() + (Fits(before, arc) ? 0 : 1) + 1e-6,
        [.. network.Arcs.Select(a => row.MayUse(a.Mode))])?.Way;

    /// <summary>Arcs into a node that this unit may use.</summary>
    public IEnumerable<int> OpenInto(int node) => Enumerable.Range(0, _open.Length).Where(a => _open[a] && network.To[a] == node);

    /// <summary>Whether this unit may use an arc.</summary>
    public bool IsOpen(int arc) => _open[arc];

    /// <summary>Whether this unit may use an arc after another.</summary>
    public bool Goes(int before, int arc) => _open[before] && _open[arc] && Fits(before, arc);

    private bool Fits(int before, int arc) => before < 0 || Blocks.Between(network, before, arc) is null;

    /// <summary>Hours until all of a unit has passed an arc.</summary>
    private double HoursOf(int arc) => _times.Entry(row, arc) + _times.Transit(arc) + 1e-3;

    private (int[] Way, double Cost)? Search(double begin, Func<int, int, double, double> next, bool[] open)
    {
        var count = network.Arcs.Count * Phases;
        var best = new double[count];
        var came = new int[count];
        Array.Fill(best, Never);
        var queue = new PriorityQueue<int, (double Cost, int State)>();
        Spread(row.Origin, Advance(row.Embarkation < 0 ? 1 : 0, row.Origin), begin, -1);
        while (queue.TryDequeue(out var state, out var rank))
        {
            var (arc, phase) = (state / Phases, state % Phases);
            if (rank.Cost > best[state])
            {
                continue;
            }

            if (network.To[arc] == row.Destination && phase == Phases - 1)
            {
                return (Trace(came, state), rank.Cost);
            }

            Spread(network.To[arc], phase, rank.Cost, state);
        }

        return null;

        void Spread(int node, int phase, double sofar, int from)
        {
            foreach (var arc in network.Leaving[node])
            {
                if (!open[arc] || network.To[arc] == row.Origin)
                {
                    continue;
                }

                var state = (arc * Phases) + Advance(phase, network.To[arc]);
                var total = next(from < 0 ? -1 : from / Phases, arc, sofar);
                if (total < best[state])
                {
                    (best[state], came[state]) = (total, from);
                    queue.Enqueue(state, (total, state));
                }
            }
        }
    }

    private static int[] Trace(int[] came, int state)
    {
        var arcs = new List<int>();
        for (; state >= 0; state = came[state])
        {
            arcs.Add(state / Phases);
        }

        arcs.Reverse();
        return [.. arcs];
    }

    private int Advance(int phase, int node)
    {
        if (phase == 0 && node == row.Embarkation)
        {
            phase = 1;
        }

        return phase == 1 && (row.Debarkation < 0 || node == row.Debarkation) ? 2 : phase;
    }
}
