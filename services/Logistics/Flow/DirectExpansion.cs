using Summit.Hosting.Errors;
using Summit.Logistics.Graphs;

namespace Summit.Logistics.Flow;

/// <summary>
/// A network expanded over time in which loads wait only where they start, unless arcs have windows. With capacities that are the
/// same every day as much arrives by each day as with waiting everywhere (Hoppe and Tardos), and the graph is much smaller than
/// that of <see cref="TimeExpansion"/>. One object solves many networks, one after the other.
/// </summary>
internal sealed class DirectExpansion
{
    private const long Unlimited = long.MaxValue / 4;
    private const int None = -1;

    private readonly MaxFlow _flow = new();
    private FlowProblem _problem = null!;
    private int[] _head = []; // by node: first day on which a load can be there
    private int[] _tail = []; // by node: fewest days from there to a sink
    private int[] _supply = []; // by load
    private int[] _into = []; // by node and day
    private int[] _onward = [];
    private bool _waits; // whether loads may have to wait on the way
    private int _day;
    private long _arrived;

    /// <summary>After <see cref="ClosureDay"/>: what had arrived by the day before the last that was added.</summary>
    public long ArrivedBefore { get; private set; }

    /// <summary>The day by which everything has arrived; null when it does not within the horizon.</summary>
    /// <param name="problem">A network without amounts of sinks.</param>
    /// <param name="day">A day of interest.</param>
    /// <param name="arrivedByDay">The most that can have arrived by that day.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public int? ClosureDay(FlowProblem problem, int day, out long arrivedByDay, CancellationToken cancellationToken)
    {
        Start(problem);
        arrivedByDay = 0;
        var total = problem.Total;
        for (_day = 0; _day <= problem.HorizonDays; _day++)
        {
            if (_arrived < total)
            {
                ArrivedBefore = _arrived;
                AddDay(cancellationToken);
            }

            if (_day <= day)
            {
                arrivedByDay = _arrived;
            }

            if (_arrived == total)
            {
                arrivedByDay = _day <= day ? total : arrivedByDay;
                return _day;
            }
        }

        return null;
    }

    /// <summary>The most that can have arrived by each day, until everything has arrived or until the horizon.</summary>
    /// <param name="problem">A network without amounts of sinks.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public IReadOnlyList<long> Curve(FlowProblem problem, CancellationToken cancellationToken)
    {
        Start(problem);
        var (curve, total) = (new List<long>(), problem.Total);
        for (_day = 0; _day <= problem.HorizonDays && _arrived < total; _day++)
        {
            AddDay(cancellationToken);
            curve.Add(_arrived);
        }

        return curve;
    }

    private void Start(FlowProblem problem)
    {
        _problem = problem;
        _flow.Clear();
        _arrived = 0;
        ArrivedBefore = 0;
        _waits = problem.Edges.Any(e => e.Windows.Count > 0);
        var (nodes, days) = (problem.Nodes.Count, problem.HorizonDays + 1);
        if (_into.Length < nodes * days)
        {
            (_into, _onward) = (new int[nodes * days], new int[nodes * days]);
        }

        Array.Fill(_into, None, 0, nodes * days);
        _tail = Distances(problem.Sinks.Select(s => (s, 0)), e => e.To, e => e.From);
        _head = Distances(problem.Loads.Select(l => (l.Node, l.ReleaseDay)), e => e.From, e => e.To);
        _supply = [.. problem.Loads.Select(_ => _flow.AddNode())];
        foreach (var (index, load) in problem.Loads.Index())
        {
            _flow.AddArc(MaxFlow.Source, _supply[index], load.Amount);
        }
    }

    private int[] Distances(IEnumerable<(int Node, int Day)> starts, Func<FlowEdge, int> from, Func<FlowEdge, int> to)
    {
        var days = Enumerable.Repeat(int.MaxValue / 4, _problem.Nodes.Count).ToArray();
        foreach (var (node, day) in starts)
        {
            days[node] = Math.Min(days[node], day);
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var edge in _problem.Edges)
            {
                if (edge.Open && days[from(edge)] + edge.TransitDays < days[to(edge)])
                {
                    days[to(edge)] = days[from(edge)] + edge.TransitDays;
                    changed = true;
                }
            }
        }

        return days;
    }

    /// <summary>Adds what can still arrive on this day: of each arc the entry whose exit reaches a sink exactly then, at the latest.</summary>
    private void AddDay(CancellationToken cancellationToken)
    {
        if (_waits)
        {
            AddWaiting();
        }

        var reaches = false;
        foreach (var sink in _problem.Sinks)
        {
            if (_day >= _head[sink])
            {
                _flow.AddArc(Onward(sink, _day), MaxFlow.Sink, Unlimited);
                reaches = true;
            }
        }

        for (var i = 0; i < _supply.Length; i++)
        {
            var load = _problem.Loads[i];
            if (_day - _tail[load.Node] is var last && last >= load.ReleaseDay)
            {
                _flow.AddArc(_supply[i], Into(load.Node, last), Unlimited);
            }
        }

        foreach (var edge in _problem.Edges)
        {
            if (_day - _tail[edge.To] - edge.TransitDays is var entry && entry >= _head[edge.From] && edge.CapacityOn(entry) is > 0 and var capacity)
            {
                _flow.AddArc(Onward(edge.From, entry), Into(edge.To, entry + edge.TransitDays), capacity);
            }
        }

        if (_flow.ArcCount > TimeExpansion.MaxArcs)
        {
            throw new ComputationTooLargeException($"arcs of the network expanded to step {_day}", _flow.ArcCount, TimeExpansion.MaxArcs);
        }

        if (reaches)
        {
            _arrived += _flow.Augment(cancellationToken);
        }
    }

    private void AddWaiting()
    {
        for (var node = 0; node < _tail.Length; node++)
        {
            if (_day - _tail[node] is var last && last > _head[node])
            {
                _flow.AddArc(Into(node, last - 1), Into(node, last), Unlimited);
            }
        }
    }

    private int Into(int node, int day)
    {
        Create(node, day);
        return _into[(node * (_problem.HorizonDays + 1)) + day];
    }

    private int Onward(int node, int day)
    {
        Create(node, day);
        return _onward[(node * (_problem.HorizonDays + 1)) + day];
    }

    private void Create(int node, int day)
    {
        var at = (node * (_problem.HorizonDays + 1)) + day;
        if (_into[at] != None)
        {
            return;
        }

        _into[at] = _onward[at] = _flow.AddNode();
        if (_problem.NodeLimits.TryGetValue(node, out var limit))
        {
            _onward[at] = _flow.AddNode();
            _flow.AddArc(_into[at], _onward[at], limit);
        }
    }
}
