using Summit.Logistics.Flow;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>End of the range of capacities.</summary>
internal enum CapacityLevel
{
    /// <summary>Low end.</summary>
    Low,

    /// <summary>Best single value.</summary>
    Mid,

    /// <summary>High end.</summary>
    High,
}

/// <summary>A load of one nation that may leave its garrisons from a day on.</summary>
/// <param name="Nation">Nation, <c>nations/{code}</c>.</param>
/// <param name="ReleaseDays">Days after C-day: at long, mid and short notice.</param>
/// <param name="Tonnes">Cargo, tonnes.</param>
internal readonly record struct NationLoad(string Nation, ReleaseDays ReleaseDays, long Tonnes);

/// <summary>The day on which a load may move, at the unfavourable, mid and favourable end of its notice.</summary>
internal readonly record struct ReleaseDays(int Late, int Mid, int Early)
{
    public int At(CapacityLevel level) => level switch
    {
        CapacityLevel.Low => Late,
        CapacityLevel.High => Early,
        _ => Mid,
    };
}

/// <summary>The stored network as flow problems. Loads start at their nation's garrisons, and closed soil has no arcs.</summary>
internal sealed class MovementNetwork
{
    private readonly IReadOnlyDictionary<string, TransportNode> _nodes;
    private readonly IReadOnlyList<TransportArc> _arcs;
    private readonly string _destination;
    private readonly ILookup<string, string> _into;

    /// <param name="nodes">Nodes, by name.</param>
    /// <param name="arcs">Arcs, in order of name.</param>
    /// <param name="destination">Name of the destination.</param>
    public MovementNetwork(IReadOnlyDictionary<string, TransportNode> nodes, IReadOnlyList<TransportArc> arcs, string destination)
    {
        _nodes = nodes;
        _arcs = [.. arcs.Where(a => nodes.ContainsKey(a.FromNode) && nodes.ContainsKey(a.ToNode))];
        _destination = destination;
        _into = _arcs.ToLookup(a => a.ToNode, a => a.FromNode, StringComparer.Ordinal);
        Debarkations = FindDebarkations();
    }

    /// <summary>The destination.</summary>
    public TransportNode Destination => _nodes[_destination];

    /// <summary>Ports of debarkation from which the destination can be reached, in order of name; the destination itself when there are none.</summary>
    public IReadOnlyList<string> Debarkations { get; }

    /// <summary>Nations that have nodes, in order.</summary>
    public IReadOnlyList<string> Nations => [.. _nodes.Values.Select(n => n.Nation).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Distance of an arc, km.</summary>
    public double DistanceKm(string arc) => _arcs.First(a => a.Name == arc).DistanceKm;

    /// <summary>Describes an arc or node in words.</summary>
    public string Describe(string name)
    {
        if (_nodes.TryGetValue(name, out var node))
        {
            return $"{Words(node.Kind.ToString())} {node.DisplayName}";
        }

        var arc = _arcs.First(a => a.Name == name);
        return $"{Words(arc.Mode.ToString())} {_nodes[arc.FromNode].DisplayName} - {_nodes[arc.ToNode].DisplayName}";
    }

    /// <summary>The problem of moving loads to the destination.</summary>
    public FlowProblem ToDestination(IReadOnlyList<NationLoad> loads, CapacityLevel level, IReadOnlySet<string> closedNations) =>
        Problem(loads, level, closedNations, [_destination]);

    /// <summary>The problem of moving loads to the ports of debarkation.</summary>
    public FlowProblem ToDebarkation(IReadOnlyList<NationLoad> loads, CapacityLevel level, IReadOnlySet<string> closedNations) =>
        Problem(loads, level, closedNations, Debarkations);

    private FlowProblem Problem(IReadOnlyList<NationLoad> loads, CapacityLevel level, IReadOnlySet<string> closedNations, IEnumerable<string> sinks)
    {
        // A nation without garrisons in the network still gets a node, so that its load is reported as one without a path.
        var origins = _nodes.Values.Where(n => n.Kind == TransportNode.Types.Kind.Origin).OrderBy(n => n.Name, StringComparer.Ordinal)
            .GroupBy(n => n.Nation, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
        var names = _nodes.Keys.Order(StringComparer.Ordinal).Concat(loads.Select(l => l.Nation).Distinct().Where(n => !origins.ContainsKey(n))).ToList();
        var index = names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        return new FlowProblem
        {
            Nodes = names,
            Edges = [.. _arcs.Where(a => IsOpen(a.FromNode, closedNations) && IsOpen(a.ToNode, closedNations))
                .Select(a => new FlowEdge(a.Name, index[a.FromNode], index[a.ToNode], a.TransitDays, At(a.CapacityTonnesPerDay, level), []))],
            NodeLimits = _nodes.Values.Where(n => n.ThroughputTonnesPerDay is not null).ToDictionary(n => index[n.Name], n => At(n.ThroughputTonnesPerDay, level)),
            Loads = [.. loads.Select(l => new FlowLoad(index[origins.GetValueOrDefault(l.Nation, l.Nation)], l.ReleaseDays.At(level), l.Tonnes))],
            Sinks = sinks.Where(s => IsOpen(s, closedNations)).Select(s => index[s]).ToHashSet(),
        };
    }

    private bool IsOpen(string node, IReadOnlySet<string> closedNations) => !closedNations.Contains(_nodes[node].Nation);

    private static long At(DailyCapacity capacity, CapacityLevel level) => level switch
    {
        CapacityLevel.Low => capacity.Low,
        CapacityLevel.High => capacity.High,
        _ => capacity.Mid,
    };

    private List<string> FindDebarkations()
    {
        var reaches = new HashSet<string>(StringComparer.Ordinal) { _destination };
        var queue = new Queue<string>(reaches);
        while (queue.TryDequeue(out var node))
        {
            foreach (var from in _into[node].Where(reaches.Add))
            {
                queue.Enqueue(from);
            }
        }

        var found = reaches.Where(n => _nodes[n].Debarkation).Order(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found : [_destination];
    }

    /// <summary>Converts <c>GaugeChange</c> to "gauge change".</summary>
    private static string Words(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : $"{c}"));
}
