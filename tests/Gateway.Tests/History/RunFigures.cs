namespace Summit.Gateway.Tests.History;

/// <summary>What a run was made of. A run that met nothing proves nothing.</summary>
internal sealed class RunFigures
{
    private const string Timer = "timer";
    private readonly CheckedHistory _view;

    public RunFigures(RunHistory history)
    {
        _view = new CheckedHistory(history);
        Outcomes = Operations(o => o.Cache is not null).CountBy(o => o.Cache!).ToDictionary();
        Statuses = Operations(_ => true).CountBy(o => o.Status).ToDictionary();
        Faults = history.Faults.CountBy(f => f.Kind).ToDictionary();
        Writes = Operations(o => o is { Kind: OperationKind.Write, Status: "OK" }).Count();
        Expired = history.Logs.Sum(l => l.Scopes.Values.First().Count(c => c.Actor == Timer));
        CountHits();
    }

    public Dictionary<string, int> Outcomes { get; }

    public Dictionary<string, int> Statuses { get; }

    public Dictionary<string, int> Faults { get; }

    public int Writes { get; }

    /// <summary>Whether time made the change.</summary>
    public static bool IsByTime(Changes.V1.Change change) => change.Actor == Timer;

    /// <summary>Changes that time made.</summary>
    public int Expired { get; }

    /// <summary>Hits on what the same gateway process had answered before.</summary>
    public int MemoryHits { get; private set; }

    /// <summary>Hits on what this process had never answered: the other gateway, or an earlier process, left it in Redis.</summary>
    public int RedisHits { get; private set; }

    /// <summary>Those of them whose process was started during the run.</summary>
    public int RedisHitsAfterRestart { get; private set; }

    public override string ToString() =>
        $"{_view.Operations.Count} operations, {Writes} acknowledged writes, {_view.History.Logs.Count} stores, {Expired} changes by time; "
        + $"hits {MemoryHits} from memory, {RedisHits} from Redis ({RedisHitsAfterRestart} after a restart); "
        + $"{Text(Outcomes)}; {Text(Statuses)}; {Text(Faults)}; commit to other gateway: {DelayText()}";

    private static string Text(Dictionary<string, int> counts) => string.Join(", ", counts.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));

    private IEnumerable<Operation> Operations(Func<Operation, bool> which) => _view.Operations.Where(which);

    private void CountHits()
    {
        var answered = new HashSet<(string, int, string, string, string)>();
        foreach (var read in Operations(o => CheckedHistory.IsRead(o) && o.Life >= 0).OrderBy(o => o.End))
        {
            var known = !answered.Add((read.Via, read.Life, read.Scope, read.Method, read.Name));
            if (read.Cache == "hit")
            {
                MemoryHits += known ? 1 : 0;
                RedisHits += known ? 0 : 1;
                RedisHitsAfterRestart += !known && read.Life > 0 ? 1 : 0;
            }
        }
    }

    /// <summary>
    /// Milliseconds from the acknowledgement of a write to the first hit through another gateway that names its revision or a
    /// newer one, where no fault was near.
    /// </summary>
    private List<double> Delays()
    {
        var delays = new List<double>();
        foreach (var gateway in Operations(o => o.Cache == "hit" && _view.PointOf(o) is not null).GroupBy(o => o.Via))
        {
            var hits = gateway.OrderBy(o => o.End).ToList();
            var at = 0;
            var writes = Operations(o => o is { Kind: OperationKind.Write, Status: "OK" } && o.Via != gateway.Key && _view.PointOf(o) is not null);
            // The first hit that names a revision or a newer one never comes before that of an older revision.
            foreach (var write in writes.OrderBy(o => _view.PointOf(o)))
            {
                while (at < hits.Count && _view.PointOf(hits[at])!.Value < _view.PointOf(write)!.Value)
                {
                    at++;
                }

                // Before the first hit nobody asked, and that says nothing about the gateway.
                if (at > 0 && at < hits.Count && !_view.History.Faults.Exists(f => f.Start <= hits[at].End && write.Start <= f.End))
                {
                    delays.Add(Math.Max(0, hits[at].End - write.End) / 1000.0);
                }
            }
        }

        return [.. delays.Order()];
    }

    private string DelayText() => Delays() is { Count: > 0 } d
        ? $"median {d[d.Count / 2]:0.0} ms, p99 {d[(int)(d.Count * 0.99)]:0.0} ms, max {d[^1]:0.0} ms of {d.Count}"
        : "not measured";
}
