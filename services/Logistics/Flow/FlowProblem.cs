namespace Summit.Logistics.Flow;

/// <summary>An arc: what enters it on a day leaves it <paramref name="TransitDays"/> later.</summary>
/// <param name="Id">Id.</param>
/// <param name="From">Index of the node where it starts.</param>
/// <param name="To">Index of the node where it ends.</param>
/// <param name="TransitDays">Days on the way.</param>
/// <param name="CapacityPerDay">Units that may enter per day, outside of the windows.</param>
/// <param name="Windows">Spans of days with another capacity, in order, without overlap.</param>
internal sealed record FlowEdge(string Id, int From, int To, int TransitDays, long CapacityPerDay, IReadOnlyList<FlowWindow> Windows)
{
    /// <summary>Capacity on a day.</summary>
    public long CapacityOn(int day)
    {
        foreach (var window in Windows)
        {
            if (day >= window.FirstDay && day <= window.LastDay)
            {
                return window.CapacityPerDay;
            }
        }

        return CapacityPerDay;
    }

    /// <summary>The first day on or after <paramref name="day"/> on which anything can enter; null when there is none.</summary>
    public int? OpenFrom(int day)
    {
        var at = day;
        foreach (var window in Windows.Where(w => w.LastDay >= day))
        {
            if (CapacityPerDay > 0 && at < window.FirstDay)
            {
                return at;
            }

            at = Math.Max(at, window.FirstDay);
            if (window.CapacityPerDay > 0)
            {
                return at;
            }

            at = window.LastDay + 1;
        }

        return CapacityPerDay > 0 ? at : null;
    }

    /// <summary>Whether anything can ever enter the arc.</summary>
    public bool Open => CapacityPerDay > 0 || Windows.Any(w => w.CapacityPerDay > 0);
}

/// <summary>A span of days with its own capacity.</summary>
internal readonly record struct FlowWindow(int FirstDay, int LastDay, long CapacityPerDay);

/// <summary>A load at a node, which may move from a day on.</summary>
internal readonly record struct FlowLoad(int Node, int ReleaseDay, long Amount);

/// <summary>Loads, a network and the destinations of the loads. Amounts and capacities are whole units.</summary>
internal sealed record FlowProblem
{
    /// <summary>Names of the nodes; edges and loads use their indexes.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>Arcs.</summary>
    public required IReadOnlyList<FlowEdge> Edges { get; init; }

    /// <summary>Daily limit by node. A node without an entry has no limit.</summary>
    public IReadOnlyDictionary<int, long> NodeLimits { get; init; } = new Dictionary<int, long>();

    /// <summary>Loads.</summary>
    public required IReadOnlyList<FlowLoad> Loads { get; init; }

    /// <summary>Nodes at which loads arrive.</summary>
    public required IReadOnlySet<int> Sinks { get; init; }

    /// <summary>Total amount that a sink accepts. A sink without an entry has no limit.</summary>
    public IReadOnlyDictionary<int, long> SinkAmounts { get; init; } = new Dictionary<int, long>();

    /// <summary>Last day considered.</summary>
    public int HorizonDays { get; init; } = 730;

    /// <summary>All loads together.</summary>
    public long Total => Loads.Sum(l => l.Amount);

    /// <summary>The same problem in units of 1/<paramref name="factor"/>, so that a capacity raised by a percentage is a whole number.</summary>
    public FlowProblem Scale(long factor) => (this with
    {
        Edges = [.. Edges.Select(e => e with { CapacityPerDay = e.CapacityPerDay * factor, Windows = [.. e.Windows.Select(w => w with { CapacityPerDay = w.CapacityPerDay * factor })] })],
        NodeLimits = NodeLimits.ToDictionary(l => l.Key, l => l.Value * factor),
    }).WithLoads(factor);

    /// <summary>The same network with the loads and the amounts that destinations accept multiplied by the factor.</summary>
    public FlowProblem WithLoads(long factor) => this with
    {
        Loads = [.. Loads.Select(l => l with { Amount = l.Amount * factor })],
        SinkAmounts = SinkAmounts.ToDictionary(s => s.Key, s => s.Value * factor),
    };
}
