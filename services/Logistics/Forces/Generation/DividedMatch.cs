using Google.OrTools.Sat;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// A match in which units may be divided between lines, as a CP-SAT model over whole groups of units and lines. It is small, its values
/// are lower bounds, and its nations show which to try. One model answers one question.
/// </summary>
internal sealed class DividedMatch
{
    /// <summary>What of a unit a question is about; each includes those before it.</summary>
    public enum Detail
    {
        /// <summary>Persons.</summary>
        Persons,

        /// <summary>Its nation.</summary>
        Nation,

        /// <summary>Its cargo.</summary>
        Cargo,
    }

    private const string Parameters = "num_workers:1,random_seed:1,cp_model_probing_level:0,symmetry_level:0,max_deterministic_time:0.2";

    private readonly CpModel _model = new();
    private readonly CancellationToken _cancellationToken;
    private readonly List<(string Nation, long Persons, BoolVar Takes)> _nations = [];
    private readonly List<(IntVar Persons, long Kilograms)> _parts = [];
    private readonly Dictionary<int, LinearExpr> _missing = [];
    private readonly LinearExpr _count;

    /// <param name="problem">The problem.</param>
    /// <param name="allowed">Which units may be taken.</param>
    /// <param name="limits">The most persons that may be missing or not taken, by priority.</param>
    /// <param name="tellApart">What of a unit the question is about; the rest does not tell units apart.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public DividedMatch(
        GenerationProblem problem, Func<GenerationUnit, bool> allowed, Func<int, (long Missing, long Untaken)> limits, Detail tellApart, CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        // Equal lines are one group, unless an enabler tells them apart.
        var lines = problem.Lines.Index().GroupBy(l => (Types: string.Join(',', l.Item.Types.Order()), l.Item.ReadyByDays, l.Item.Priority, Own: problem.Enablers.Count > 0 ? l.Index : -1))
            .Select(g => (Line: g.First().Item, Needed: g.Sum(l => l.Item.Needed))).ToList();
        var days = problem.Lines.Select(l => l.ReadyByDays).OfType<int>().Distinct().ToList();
        var kinds = problem.Units.Where(u => allowed(u) && problem.Lines.Any(u.Fits)).GroupBy(u => (
            Nation: tellApart >= Detail.Nation || problem.Ceilings.ContainsKey(u.Nation) ? u.Nation : "", u.Type,
            Kilograms: tellApart == Detail.Cargo ? u.KilogramsPerPerson : 0, Missed: days.Count(d => d < u.ReadyDay)));
        var onLine = lines.Select(_ => new List<IntVar>()).ToList();
        foreach (var nation in kinds.GroupBy(k => k.Key.Nation, StringComparer.Ordinal).OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            var takes = _model.NewBoolVar(nation.Key);
            var sent = new List<IntVar>();
            foreach (var kind in nation)
            {
                var (unit, persons) = (kind.MaxBy(u => u.Usable)!, kind.Sum(u => u.Usable));
                var own = lines.Index().Where(l => unit.Fits(l.Item.Line)).Select(l => (l.Index, Part: _model.NewIntVar(0, Math.Min(persons, l.Item.Needed), ""))).ToList();
                own.ForEach(o => onLine[o.Index].Add(o.Part));
                sent.AddRange(own.Select(o => o.Part));
                _parts.AddRange(own.Select(o => (o.Part, unit.KilogramsPerPerson)));
                _model.Add(LinearExpr.Sum(own.Select(o => o.Part)) <= LinearExpr.Term(takes, persons));
            }

            var most = problem.Ceilings.GetValueOrDefault(nation.Key, long.MaxValue);
            if (most < long.MaxValue)
            {
                _model.Add(LinearExpr.Sum(sent) <= LinearExpr.Term(takes, most));
            }

            _nations.Add((nation.Key, Math.Min(most, nation.SelectMany(k => k).Sum(u => u.Usable)), takes));
        }

        var used = new List<IntVar>();
        foreach (var (line, parts) in lines.Zip(onLine))
        {
            used.Add(_model.NewIntVar(0, line.Needed, ""));
            _model.Add(used[^1] <= LinearExpr.Sum(parts));
            _model.Add(LinearExpr.Sum(parts) <= line.Needed);
        }

        foreach (var limit in problem.Enablers)
        {
            _model.Add(LinearExpr.Sum(limit.Dependents.Select(d => used[d])) * limit.Weight
                <= (limit.Line is { } line ? (used[line] * limit.Provided) + limit.Capacity : LinearExpr.Constant(limit.Capacity)));
        }

        foreach (var priority in problem.Priorities)
        {
            int[] own = [.. lines.Index().Where(l => l.Item.Line.Priority == priority).Select(l => l.Index)];
            var (needed, limit) = (own.Sum(l => lines[l].Needed), limits(priority));
            _missing[priority] = needed - LinearExpr.Sum(own.Select(l => used[l]));
            _model.Add(_missing[priority] <= Math.Min(needed, limit.Missing));
            _model.Add(LinearExpr.Sum(own.SelectMany(l => onLine[l])) >= needed - Math.Min(needed, limit.Untaken));
        }

        _count = LinearExpr.Sum(_nations.Select(n => n.Takes));
    }

    /// <summary>A lower bound of the persons missing on the lines of a priority.</summary>
    public long FewestMissing(int priority) => Minimise(_missing[priority]);

    /// <summary>A lower bound of the number of nations.</summary>
    public long FewestNations() => Minimise(_count);

    /// <summary>A lower bound of the cargo with at most this many nations.</summary>
    public long LeastCargo(long nations)
    {
        _model.Add(_count <= Math.Min(nations, _nations.Count));
        return Minimise(LinearExpr.WeightedSum(_parts.Select(p => p.Persons), _parts.Select(p => p.Kilograms)));
    }

    /// <summary>Nations, as many as this, that suffice and have the most persons; null when there are none but those named before.</summary>
    public IReadOnlySet<string>? Nations(long count, IEnumerable<IReadOnlySet<string>> before)
    {
        _model.Add(_count == count);
        foreach (var named in before)
        {
            _model.AddBoolOr(_nations.Where(n => named.Contains(n.Nation)).Select(n => n.Takes.Not()));
        }

        _model.Maximize(LinearExpr.WeightedSum(_nations.Select(n => n.Takes), _nations.Select(n => n.Persons)));
        using var solver = new CpSolver { StringParameters = Parameters };
        return Solve(solver) is CpSolverStatus.Optimal or CpSolverStatus.Feasible
            ? _nations.Where(n => solver.BooleanValue(n.Takes)).Select(n => n.Nation).ToHashSet(StringComparer.Ordinal) : null;
    }

    /// <summary>The proven bound; 0 when none was found in the work allowed.</summary>
    private long Minimise(LinearExpr objective)
    {
        _model.Minimize(objective);
        using var solver = new CpSolver { StringParameters = Parameters };
        return Solve(solver) is CpSolverStatus.Optimal or CpSolverStatus.Feasible or CpSolverStatus.Unknown ? (long)Math.Max(0, Math.Ceiling(solver.BestObjectiveBound - 1e-6)) : 0;
    }

    private CpSolverStatus Solve(CpSolver solver)
    {
        using var stop = _cancellationToken.Register(solver.StopSearch);
        var status = solver.Solve(_model);
        _cancellationToken.ThrowIfCancellationRequested();
        return status;
    }
}
