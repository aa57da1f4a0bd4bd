using Summit.Hosting.Errors;
using Summit.Logistics.Graphs;

namespace Summit.Logistics.Flow;

/// <summary>
/// A network expanded over time: a copy of each node per day, an arc from the day of entry to the day of exit, and storage from
/// each day to the next. Adding a day and augmenting gives the most that can have arrived by then.
/// </summary>
internal sealed class TimeExpansion
{
    /// <summary>Limit on the arcs of the expanded network in one computation. A million arcs take about a second.</summary>
    public const int MaxArcs = 2_000_000;

    private const long Unlimited = long.MaxValue / 4;
    private readonly FlowProblem _problem;
    private readonly MaxFlow _flow = new();
    private readonly List<int[]> _in = []; // by day: where loads come in and wait
    private readonly List<int[]> _out = []; // by day: where they go on; another node only where a limit lies between

    private readonly List<(int Edge, int Arc)> _edges = [];
    private readonly Dictionary<int, int> _takes = []; // by sink: where its loads of all days end

    public TimeExpansion(FlowProblem problem)
    {
        _problem = problem;
        foreach (var sink in problem.Sinks.Order())
        {
            _takes[sink] = MaxFlow.Sink;
            if (problem.SinkAmounts.TryGetValue(sink, out var amount))
            {
                _takes[sink] = _flow.AddNode();
                _flow.AddArc(_takes[sink], MaxFlow.Sink, amount);
            }
        }
    }

    /// <summary>Days so far.</summary>
    public int Days => _in.Count;

    /// <summary>Adds the next day.</summary>
    /// <returns>How much more can arrive by the end of that day than by the day before.</returns>
    public long AddDay(CancellationToken cancellationToken)
    {
        var day = Days;
        var (into, onward) = AddNodes();
        _in.Add(into);
        _out.Add(onward);
        foreach (var load in _problem.Loads)
        {
            if (load.ReleaseDay == day && load.Amount > 0)
            {
                _flow.AddArc(MaxFlow.Source, into[load.Node], load.Amount);
            }
        }

        foreach (var (index, edge) in _problem.Edges.Index())
        {
            var entered = day - edge.TransitDays;
            if (entered >= 0 && edge.CapacityOn(entered) is > 0 and var capacity)
            {
                _edges.Add((index, _flow.ArcCount));
                _flow.AddArc(_out[entered][edge.From], into[edge.To], capacity);
            }
        }

        return _flow.ArcCount > MaxArcs ? throw new ComputationTooLargeException($"arcs of the network expanded to step {day}", _flow.ArcCount, MaxArcs) : _flow.Augment(cancellationToken);
    }

    /// <summary>The total flow on each arc of the problem, over the days added.</summary>
    public long[] Carried()
    {
        var carried = new long[_problem.Edges.Count];
        foreach (var (edge, arc) in _edges)
        {
            carried[edge] += _flow.Sent(arc);
        }

        return carried;
    }

    /// <summary>Capacities that prevent more from having arrived by the last day added: arcs and node limits, by index.</summary>
    public (HashSet<int> Edges, HashSet<int> Nodes) Cut()
    {
        var side = _flow.SourceSide();
        HashSet<int> edges = [], nodes = [];
        for (var day = 0; day < Days; day++)
        {
            for (var e = 0; e < _problem.Edges.Count; e++)
            {
                var edge = _problem.Edges[e];
                if (day + edge.TransitDays < Days && edge.CapacityOn(day) > 0 && side[_out[day][edge.From]] && !side[_in[day + edge.TransitDays][edge.To]])
                {
                    edges.Add(e);
                }
            }

            foreach (var node in _problem.NodeLimits.Keys)
            {
                if (side[_in[day][node]] && !side[_out[day][node]])
                {
                    nodes.Add(node);
                }
            }
        }

        return (edges, nodes);
    }

    private (int[] Into, int[] Onward) AddNodes()
    {
        var day = Days;
        var into = new int[_problem.Nodes.Count];
        var onward = new int[into.Length];
        for (var node = 0; node < into.Length; node++)
        {
            into[node] = onward[node] = _flow.AddNode();
            if (day > 0)
            {
                _flow.AddArc(_in[day - 1][node], into[node], Unlimited);
            }

            if (_problem.NodeLimits.TryGetValue(node, out var limit))
            {
                onward[node] = _flow.AddNode();
                _flow.AddArc(into[node], onward[node], limit);
            }

            if (_takes.TryGetValue(node, out var takes))
            {
                _flow.AddArc(onward[node], takes, Unlimited);
            }
        }

        return (into, onward);
    }
}
