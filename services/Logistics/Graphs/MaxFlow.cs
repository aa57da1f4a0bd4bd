using System.Runtime.InteropServices;

namespace Summit.Logistics.Graphs;

/// <summary>
/// Maximum flow in exact integers on a graph that can grow: blocking flows on shortest residual paths. Flow found earlier is kept
/// when nodes and arcs are added, so a further day costs only the new part.
/// </summary>
internal sealed class MaxFlow
{
    public const int Source = 0;
    public const int Sink = 1;
    private const int None = -1;

    private readonly List<int> _first = []; // newest arc of each node
    private readonly List<int> _next = []; // next arc of the same node
    private readonly List<int> _to = [];
    private readonly List<long> _left = []; // what may still pass; arc ^ 1 is the reverse
    private int[] _level = [];
    private int[] _arc = [];
    private int[] _queue = [];
    private readonly List<int> _path = [];

    public MaxFlow()
    {
        AddNode();
        AddNode();
    }

    /// <summary>Number of arcs so far, including reverse arcs: the size of the graph.</summary>
    public int ArcCount => _to.Count;

    /// <summary>Removes all nodes and arcs; the memory is kept for the next graph.</summary>
    public void Clear()
    {
        _first.Clear();
        _next.Clear();
        _to.Clear();
        _left.Clear();
        AddNode();
        AddNode();
    }

    public int AddNode()
    {
        _first.Add(None);
        return _first.Count - 1;
    }

    public void AddArc(int from, int to, long capacity)
    {
        Add(from, to, capacity);
        Add(to, from, 0);
    }

    /// <summary>The flow on an arc. Arcs are numbered 0, 2, 4, … in the order in which they were added.</summary>
    public long Sent(int arc) => _left[arc ^ 1];

    /// <summary>Sends as much additional flow as possible from the source to the sink.</summary>
    public long Augment(CancellationToken cancellationToken)
    {
        var sent = 0L;
        while (FindLevels(Sink))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _first.CopyTo(_arc);
            for (var more = Push(); more > 0; more = Push())
            {
                sent += more;
            }
        }

        return sent;
    }

    /// <summary>Nodes that the source can still reach: one side of a minimum cut, after <see cref="Augment"/>.</summary>
    public bool[] SourceSide()
    {
        FindLevels(None);
        var side = new bool[_first.Count];
        for (var node = 0; node < side.Length; node++)
        {
            side[node] = _level[node] >= 0;
        }

        return side;
    }

    private void Add(int from, int to, long capacity)
    {
        _to.Add(to);
        _left.Add(capacity);
        _next.Add(_first[from]);
        _first[from] = _to.Count - 1;
    }

    /// <summary>Distance of each node from the source in arcs with remaining capacity; -1 when unreachable.</summary>
    private bool FindLevels(int until)
    {
        if (_level.Length < _first.Count)
        {
            _level = new int[_first.Count * 2];
            _arc = new int[_first.Count * 2];
            _queue = new int[_first.Count * 2];
        }

        var first = CollectionsMarshal.AsSpan(_first);
        var next = CollectionsMarshal.AsSpan(_next);
        var to = CollectionsMarshal.AsSpan(_to);
        var left = CollectionsMarshal.AsSpan(_left);
        Array.Fill(_level, None, 0, _first.Count);
        _level[Source] = 0;
        _queue[0] = Source;
        for (int read = 0, end = 1; read < end; read++)
        {
            var node = _queue[read];
            for (var arc = first[node]; arc != None; arc = next[arc])
            {
                if (left[arc] > 0 && _level[to[arc]] < 0)
                {
                    _level[to[arc]] = _level[node] + 1;
                    if (to[arc] == until)
                    {
                        return true;
                    }

                    _queue[end++] = to[arc];
                }
            }
        }

        return false;
    }

    /// <summary>Sends flow along one path on which each arc goes one level further. It uses an explicit stack because paths may be thousands of days long.</summary>
    private long Push()
    {
        var next = CollectionsMarshal.AsSpan(_next);
        var to = CollectionsMarshal.AsSpan(_to);
        var left = CollectionsMarshal.AsSpan(_left);
        _path.Clear();
        var node = Source;
        while (node != Sink)
        {
            var arc = _arc[node];
            while (arc != None && (left[arc] == 0 || _level[to[arc]] != _level[node] + 1))
            {
                arc = next[arc];
            }

            _arc[node] = arc;
            if (arc != None)
            {
                _path.Add(arc);
                node = to[arc];
            }
            else if (node == Source)
            {
                return 0;
            }
            else
            {
                // A dead end: go back and do not visit this node again in this round.
                node = to[_path[^1] ^ 1];
                _path.RemoveAt(_path.Count - 1);
                _arc[node] = next[_arc[node]];
            }
        }

        var amount = long.MaxValue;
        foreach (var arc in _path)
        {
            amount = Math.Min(amount, left[arc]);
        }

        foreach (var arc in _path)
        {
            left[arc] -= amount;
            left[arc ^ 1] += amount;
        }

        return amount;
    }
}
