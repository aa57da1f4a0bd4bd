namespace Summit.Gateway.Tests.History;

/// <summary>A revision of the service. A later epoch is newer, whatever its numbers.</summary>
internal readonly record struct Point(int Epoch, long Number) : IComparable<Point>
{
    public static bool operator <(Point left, Point right) => left.CompareTo(right) < 0;

    public static bool operator >(Point left, Point right) => left.CompareTo(right) > 0;

    public int CompareTo(Point other) => (Epoch, Number).CompareTo((other.Epoch, other.Number));
}

/// <summary>What each scope may see at each revision, from the logs of the stores.</summary>
internal sealed class Truth
{
    private readonly IReadOnlyList<EpochLog> _logs;
    private readonly Dictionary<(int Epoch, string Scope, string Name), List<LoggedChange>> _resources = [];
    private readonly Dictionary<(int Epoch, string Scope, string Collection), (SortedSet<string> Names, List<long> Revisions)> _collections = [];
    private readonly Dictionary<(int, string, string Parent, int), IReadOnlyList<LoggedChange>> _lists = [];

    public Truth(IReadOnlyList<EpochLog> logs)
    {
        _logs = logs;
        for (var epoch = 0; epoch < logs.Count; epoch++)
        {
            foreach (var (scope, changes) in logs[epoch].Scopes)
            {
                changes.ForEach(c => Add(epoch, scope, c));
            }
        }
    }

    /// <summary>Reads <c>17@k3f9</c>; null when it is not a revision that any of the stores has had.</summary>
    public Point? PointOf(string? revision)
    {
        if (revision is null || !Client.RevisionVector.TrySplit(revision, out var number, out var name))
        {
            return null;
        }

        for (var epoch = 0; epoch < _logs.Count; epoch++)
        {
            if (_logs[epoch].Epoch == name)
            {
                return number <= _logs[epoch].Head ? new(epoch, number) : null;
            }
        }

        return null;
    }

    /// <summary>The last change of a resource up to a revision, as a scope sees it; null when there was none.</summary>
    public LoggedChange? At(Point point, string scope, string name) =>
        _resources.TryGetValue((point.Epoch, scope, name), out var changes) && LastUpTo(changes, point.Number) is >= 0 and var last ? changes[last] : null;

    /// <summary>What a scope may see of a collection at a revision, in order of name: a page, and one more if there is more.</summary>
    /// <param name="point">Revision.</param>
    /// <param name="scope">Scope.</param>
    /// <param name="parent"><c>nations/FRA</c>, or <c>nations/-</c> for all.</param>
    /// <param name="collection">For example <c>positions</c>.</param>
    public IReadOnlyList<LoggedChange> ListAt(Point point, string scope, string parent, string collection)
    {
        if (!_collections.TryGetValue((point.Epoch, scope, collection), out var all))
        {
            return [];
        }

        var version = all.Revisions.BinarySearch(point.Number);
        version = version >= 0 ? version : ~version - 1;
        var key = (point.Epoch, scope, $"{parent}/{collection}", version);
        if (!_lists.TryGetValue(key, out var list))
        {
            var under = parent.EndsWith("/-", StringComparison.Ordinal) ? parent[..^1] : parent + "/";
            var held = all.Names.Where(n => n.StartsWith(under, StringComparison.Ordinal)).Select(n => At(point, scope, n)).Where(c => c is { Content: >= 0 });
            list = _lists[key] = [.. held.Take(WorkNames.Page + 1).OfType<LoggedChange>()];
        }

        return list;
    }

    private void Add(int epoch, string scope, LoggedChange change)
    {
        if (!_resources.TryGetValue((epoch, scope, change.Name), out var changes))
        {
            _resources[(epoch, scope, change.Name)] = changes = [];
        }

        changes.Add(change);
        var collection = change.Name.Split('/')[^2];
        if (!_collections.TryGetValue((epoch, scope, collection), out var all))
        {
            _collections[(epoch, scope, collection)] = all = (new(StringComparer.Ordinal), []);
        }

        all.Names.Add(change.Name);
        if (all.Revisions.Count == 0 || all.Revisions[^1] < change.Revision)
        {
            all.Revisions.Add(change.Revision);
        }
    }

    private static int LastUpTo(List<LoggedChange> changes, long revision)
    {
        var (low, high) = (0, changes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = changes[middle].Revision <= revision ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
