namespace Summit.Logistics.Scheduling.Model;

/// <summary>Finds activities that wait for each other in a cycle.</summary>
internal static class PrecedenceCircle
{
    /// <summary>The members of a cycle, with the first repeated at the end; null when there is none. Unknown ids are skipped.</summary>
    public static IReadOnlyList<string>? Find(SchedulingProblem problem)
    {
        var waits = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var activity in problem.Activities)
        {
            waits.TryAdd(activity.Id, []);
        }

        foreach (var precedence in problem.Precedences.Where(p => waits.ContainsKey(p.After) && waits.ContainsKey(p.Before) && p.Before != p.After))
        {
            waits[precedence.After].Add(precedence.Before);
        }

        var left = waits.ToDictionary(w => w.Key, w => w.Value.Count, StringComparer.Ordinal);
        var followers = waits.SelectMany(w => w.Value.Select(b => (Before: b, After: w.Key))).ToLookup(p => p.Before, p => p.After, StringComparer.Ordinal);
        var ready = new Queue<string>(left.Where(l => l.Value == 0).Select(l => l.Key));
        while (ready.TryDequeue(out var done))
        {
            left.Remove(done);
            foreach (var after in followers[done])
            {
                if (--left[after] == 0)
                {
                    ready.Enqueue(after);
                }
            }
        }

        // Every remaining activity waits for another remaining one, so going back from any of them leads into a cycle.
        return left.Count == 0 ? null : Walk(left.Keys.Min(StringComparer.Ordinal)!, waits, left);
    }

    private static List<string> Walk(string at, IDictionary<string, List<string>> waits, Dictionary<string, int> left)
    {
        var path = new List<string>();
        var position = new Dictionary<string, int>(StringComparer.Ordinal);
        while (position.TryAdd(at, path.Count))
        {
            path.Add(at);
            at = waits[at].Where(left.ContainsKey).Min(StringComparer.Ordinal)!;
        }

        var circle = path[position[at]..];
        circle.Reverse();
        return [.. circle, circle[0]];
    }
}
