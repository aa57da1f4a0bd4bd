namespace Summit.Logistics.Flow;

/// <summary>
/// The part of a network that its loads can use, with arcs in series as one arc: the smallest equal network. It is made once and
/// filled with other capacities and release days many times. Arcs in series let through as much as the narrowest of them, because
/// loads may wait anywhere.
/// </summary>
internal sealed class FlowShape
{
    private readonly FlowProblem _whole;
    private readonly List<Leg> _legs = [];
    private readonly int[] _nodes; // of the whole network, by node of the shape
    private readonly Dictionary<int, int> _index = []; // and the reverse

    /// <param name="whole">The network. Arcs and nodes without capacity are left out for good.</param>
    public FlowShape(FlowProblem whole)
    {
        _whole = whole;
        bool Open(int node) => whole.NodeLimits.GetValueOrDefault(node, 1) > 0;
        var reaching = FlowReach.Reaching(whole, e => e.Open, Open);
        var loaded = FlowReach.Reached(whole, e => e.Open, Open);
        bool Used(int node) => reaching.Contains(node) && loaded.Contains(node);
        _legs.AddRange(whole.Edges.Index().Where(e => e.Item.Open && Used(e.Item.From) && Used(e.Item.To) && !whole.Sinks.Contains(e.Item.From))
            .Select(e => new Leg(e.Item.From, e.Item.To, e.Item.TransitDays, [e.Index], [])));
        JoinSeries();
        _nodes = [.. whole.Loads.Select(l => l.Node).Concat(whole.Sinks).Concat(_legs.SelectMany(l => new[] { l.From, l.To })).Distinct().Order()];
        foreach (var (index, node) in _nodes.Index())
        {
            _index[node] = index;
        }
    }

    /// <summary>Names of the arcs and nodes that its loads can use.</summary>
    public IEnumerable<string> Used => _legs.SelectMany(l => l.Edges).Select(e => _whole.Edges[e].Id)
        .Concat(_nodes.Concat(_legs.SelectMany(l => l.Limits)).Select(n => _whole.Nodes[n])).Distinct();

    /// <summary>The network with the capacities and release days that it has.</summary>
    public FlowProblem Same => With([.. _whole.Edges.Select(e => e.CapacityPerDay)], _whole.NodeLimits, [.. _whole.Loads.Select(l => l.ReleaseDay)]);

    /// <summary>The network with other capacities and release days.</summary>
    /// <param name="edges">Capacity by arc of the whole network.</param>
    /// <param name="limits">Limit by node of the whole network. Nodes without a limit are not asked for.</param>
    /// <param name="releases">Release day by load.</param>
    public FlowProblem With(IReadOnlyList<long> edges, IReadOnlyDictionary<int, long> limits, IReadOnlyList<int> releases) => new()
    {
        Nodes = [.. _nodes.Select(n => _whole.Nodes[n])],
        Edges = [.. _legs.Select(l => new FlowEdge(
            "", _index[l.From], _index[l.To], l.TransitDays, Math.Min(l.Edges.Min(e => edges[e]), l.Limits.Length == 0 ? long.MaxValue : l.Limits.Min(n => limits[n])), _whole.Edges[l.Edges[0]].Windows))],
        NodeLimits = _nodes.Where(_whole.NodeLimits.ContainsKey).ToDictionary(n => _index[n], n => limits[n]),
        Loads = [.. _whole.Loads.Select((l, i) => new FlowLoad(_index[l.Node], releases[i], l.Amount))],
        Sinks = _whole.Sinks.Select(s => _index[s]).ToHashSet(),
        HorizonDays = _whole.HorizonDays,
    };

    /// <summary>Nodes with one arc in and one arc out are taken out one by one. Arcs with windows stay.</summary>
    private void JoinSeries()
    {
        var kept = _whole.Loads.Select(l => l.Node).Concat(_whole.Sinks).ToHashSet();
        while (true)
        {
            var into = _legs.ToLookup(l => l.To);
            var from = _legs.ToLookup(l => l.From);
            var node = into.Select(g => g.Key).Order().FirstOrDefault(n => !kept.Contains(n) && into[n].Count() == 1 && from[n].Count() == 1 && Plain(into[n].Single()) && Plain(from[n].Single()), -1);
            if (node < 0)
            {
                return;
            }

            var (first, second) = (into[node].Single(), from[node].Single());
            _legs.Remove(first);
            _legs.Remove(second);
            if (first.From != second.To)
            {
                int[] own = _whole.NodeLimits.ContainsKey(node) ? [node] : [];
                _legs.Add(new(first.From, second.To, first.TransitDays + second.TransitDays, [.. first.Edges, .. second.Edges], [.. first.Limits, .. own, .. second.Limits]));
            }
        }
    }

    private bool Plain(Leg leg) => leg.Edges.All(e => _whole.Edges[e].Windows.Count == 0);

    /// <summary>Arcs in series, by index, with the nodes between them that have a limit.</summary>
    private sealed record Leg(int From, int To, int TransitDays, int[] Edges, int[] Limits);
}
