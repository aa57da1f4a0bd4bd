using Summit.Logistics.PlanningFactors.Rules;
using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Reports;

/// <summary>Where on a day more loads are ready to leave than the arcs of a mode can carry. Loads are in twenty-fourths of a tonne.</summary>
internal sealed class LiftShortfalls
{
    private const int Day = 24;

    private readonly Dictionary<string, MovementArc> _arcs;
    private readonly Dictionary<string, MovementNode> _nodes;
    private readonly Dictionary<string, LiftPool> _pools;
    private readonly Dictionary<string, NationTerms> _terms;
    private readonly SortedDictionary<(int Day, string Arc), long> _required = new(Comparer<(int Day, string Arc)>.Create(
        (a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : string.CompareOrdinal(a.Arc, b.Arc)));

    private LiftShortfalls(MovementProblem problem)
    {
        _arcs = problem.Arcs.ToDictionary(a => a.Id, StringComparer.Ordinal);
        _nodes = problem.Nodes.ToDictionary(n => n.Id, StringComparer.Ordinal);
        _pools = problem.LiftPools.ToDictionary(p => p.Id, StringComparer.Ordinal);
        _terms = problem.Terms.ToDictionary(t => t.Nation, StringComparer.Ordinal);
    }

    public static IEnumerable<LiftShortfall> Of(MovementProblem problem, IEnumerable<(MovementRequirement Requirement, MovementItinerary Itinerary)> units)
    {
        var report = new LiftShortfalls(problem);
        foreach (var (requirement, itinerary) in units)
        {
            report.Add(requirement, itinerary.Legs, ClosureCurve.TonnesOf(requirement) * Day);
            if (itinerary.PersonsPart is { } persons)
            {
                report.Add(requirement, persons.Legs, persons.Legs[0].Serials.Sum(s => s.RateTonnesPerDay * (s.FinishHour - s.StartHour)));
            }
        }

        return report.Sums();
    }

    /// <summary>On each day from the first load at the start of a leg to the last departure: what is there and has not left before the day.</summary>
    private void Add(MovementRequirement requirement, IReadOnlyList<MovementLeg> legs, long load)
    {
        List<(int Hour, long Load)> there = [(requirement.ReadyToLoadDay * Day, load)];
        for (var i = 0; i < legs.Count; i++)
        {
            var (leg, arc) = (legs[i], _arcs[legs[i].Arc]);
            var from = Math.Max(there[0].Hour, Release(requirement, arc));
            for (var day = from / Day; day * Day < leg.FinishHour; day++)
            {
                var required = Sum(there, ((day + 1) * Day) - 1, from) - Math.Min(load, leg.Serials.Sum(s => Left(arc, s, day * Day)));
                if (required > 0)
                {
                    _required[(day, arc.Id)] = _required.GetValueOrDefault((day, arc.Id)) + required;
                }
            }

            there = [.. leg.Serials.Select(s => (End(arc, s) + Handling(legs, i), Load(arc, s))).OrderBy(p => p.Item1)];
        }
    }

    private IEnumerable<LiftShortfall> Sums() => _required
        .Select(r => (r.Key.Day, _arcs[r.Key.Arc].Mode, Required: (r.Value + Day - 1) / Day, Available: Available(_arcs[r.Key.Arc], r.Key.Day)))
        .Where(r => r.Required > r.Available)
        .GroupBy(r => (r.Day, r.Mode)).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Mode)
        .Select(g => new LiftShortfall
        {
            Day = g.Key.Day,
            Mode = g.Key.Mode,
            RequiredTonnes = g.Sum(r => r.Required),
            AvailableTonnes = g.Sum(r => r.Available),
            ShortfallTonnes = g.Sum(r => r.Required - r.Available),
        });

    private static long Sum(List<(int Hour, long Load)> there, int until, int from) => there.Where(p => Math.Max(p.Hour, from) <= until).Sum(p => p.Load);

    /// <summary>What of a serial has entered the arc before an hour. A load of lift leaves as a whole.</summary>
    private long Left(MovementArc arc, MovementSerial serial, int hour) => hour <= serial.StartHour ? 0
        : hour >= serial.FinishHour || arc.LiftPool.Length > 0 ? Load(arc, serial)
        : serial.RateTonnesPerDay * (hour - serial.StartHour);

    private long Load(MovementArc arc, MovementSerial serial)
    {
        var passes = serial.RateTonnesPerDay * (serial.FinishHour - serial.StartHour);
        return arc.LiftPool.Length == 0 ? passes : Math.Min(passes, Day * (long)serial.Assets * _pools[arc.LiftPool].PayloadTonnes);
    }

    private int End(MovementArc arc, MovementSerial serial) => arc.LiftPool.Length == 0 ? serial.FinishHour + arc.TransitHours : serial.StartHour + new LiftHours(arc, _pools[arc.LiftPool]).Delivery;

    private int Handling(IReadOnlyList<MovementLeg> legs, int i)
    {
        if (i + 1 == legs.Count)
        {
            return 0;
        }

        var (mode, next) = (_arcs[legs[i].Arc].Mode, _arcs[legs[i + 1].Arc]);
        return mode != next.Mode && mode != TransportMode.GaugeChange && next.Mode != TransportMode.GaugeChange ? _nodes[next.FromNode].HandlingHours : 0;
    }

    private int Release(MovementRequirement requirement, MovementArc arc)
    {
        var (from, to) = (_nodes[arc.FromNode].Nation, _nodes[arc.ToNode].Nation);
        var permit = from != to && to != requirement.Nation && _terms.TryGetValue(to, out var terms) ? (terms.PermitRequestedDay + terms.PermitLeadDays) * Day : 0;
        var approval = _terms.TryGetValue(requirement.Nation, out var own) && own.HasApprovalDay ? own.ApprovalDay * Day : 0;
        var loaded = arc.FromNode == requirement.EmbarkationPort ? requirement.AvailableToLoadDay * Day : 0;
        var due = arc.ToNode == requirement.DebarkationPort ? (requirement.EarliestArrivalDay * Day) - arc.TransitHours : 0;
        return Math.Max(Math.Max(permit, approval), Math.Max(loaded, due));
    }

    private long Available(MovementArc arc, int day)
    {
        var node = _nodes[arc.FromNode];
        var way = Math.Min(On(day, arc.CapacityTonnesPerDay, arc.Windows), node.HasThroughputTonnesPerDay ? On(day, node.ThroughputTonnesPerDay, node.Windows) : long.MaxValue);
        return arc.LiftPool.Length == 0 ? way
            : Math.Min(way, Day * (long)_pools[arc.LiftPool].AssetCount * _pools[arc.LiftPool].PayloadTonnes / new LiftHours(arc, _pools[arc.LiftPool]).Cycle);
    }

    private static long On(int day, long capacity, IEnumerable<CapacityWindow> windows) => windows.FirstOrDefault(w => day >= w.FirstDay && day <= w.LastDay)?.CapacityPerDay ?? capacity;
}
