using System.Globalization;
using Google.OrTools.Sat;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>
/// A match as a CP-SAT model: for each line and kind of unit, how many units serve the line, with how many persons, and how many of
/// these can be used. Equal units are one kind.
/// </summary>
internal sealed class GenerationModel
{
    // For a model with little work, the solver's presolve costs more than it gains.
    private const string LittleWork = ",cp_model_probing_level:0,max_presolve_iterations:1,symmetry_level:0";

    private readonly CpModel _model = new();
    private readonly GenerationProblem _problem;
    private readonly List<IReadOnlyList<int>> _kinds;
    private readonly List<(int Line, int Kind, IntVar Serve, BoolVar Any, IntVar Persons)> _pairs = [];
    private readonly List<LinearExpr> _taken = [];
    private readonly List<LinearExpr> _used = [];
    private readonly IntVar _lastDay;
    private readonly List<BoolVar> _nations = [];
    private readonly string _parameters;

    /// <param name="problem">The problem.</param>
    /// <param name="work">Deterministic time for one objective; one unit is about a second of one core.</param>
    public GenerationModel(GenerationProblem problem, double work)
    {
        _parameters = string.Create(CultureInfo.InvariantCulture, $"num_workers:1,random_seed:1,max_deterministic_time:{work}{(work < 1 ? LittleWork : "")}");
        _problem = problem;
        _kinds = [.. Enumerable.Range(0, problem.Units.Count).GroupBy(u => problem.Units[u] with { Name = "" }).Select(g => (IReadOnlyList<int>)[.. g])];
        for (var line = 0; line < problem.Lines.Count; line++)
        {
            AddLine(line);
        }

        foreach (var kind in _pairs.GroupBy(p => p.Kind))
        {
            _model.Add(LinearExpr.Sum(kind.Select(p => p.Serve)) <= _kinds[kind.Key].Count);
        }

        _lastDay = _model.NewIntVar(0, problem.Units.Select(u => u.ReadyDay).DefaultIfEmpty(0).Max(), "last day");
        foreach (var pair in _pairs)
        {
            _model.Add(_lastDay >= UnitOf(pair.Kind).ReadyDay).OnlyEnforceIf(pair.Any);
        }

        AddNations();
        AddEnablers();
    }

    /// <summary>Units taken.</summary>
    public LinearExpr UnitCount => LinearExpr.Sum(_pairs.Select(p => p.Serve));

    /// <summary>Persons missing on the lines of a priority.</summary>
    public LinearExpr Missing(int priority) => Less(_used, priority);

    /// <summary>Persons not taken on the lines of a priority.</summary>
    public LinearExpr Untaken(int priority) => Less(_taken, priority);

    /// <summary>The value of an objective other than fill.</summary>
    public LinearExpr Of(GenerationObjective objective) => objective switch
    {
        GenerationObjective.Earliest => _lastDay,
        GenerationObjective.FewestNations => LinearExpr.Sum(_nations),
        _ => LinearExpr.WeightedSum(_pairs.Select(p => p.Persons), _pairs.Select(p => UnitOf(p.Kind).KilogramsPerPerson)),
    };

    /// <summary>Keeps a value at or below a limit.</summary>
    public void AtMost(LinearExpr objective, long limit) => _model.Add(objective <= limit);

    /// <summary>Optimises an objective, starting from a match, and keeps its value fixed from then on.</summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="best">A match that satisfies the fixed values.</param>
    /// <param name="value">Its value.</param>
    /// <param name="bound">A lower bound: no match has a smaller value.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public (Match Best, long Value, long Bound) Minimise(LinearExpr objective, Match best, long value, long bound, CancellationToken cancellationToken)
    {
        if (value > bound)
        {
            Hint(best);
            _model.Minimize(objective);
            using var solver = new CpSolver { StringParameters = _parameters };
            using var stop = cancellationToken.Register(solver.StopSearch);
            var status = solver.Solve(_model);
            cancellationToken.ThrowIfCancellationRequested();
            if (status is CpSolverStatus.Optimal or CpSolverStatus.Feasible)
            {
                var found = (long)Math.Round(solver.ObjectiveValue);
                if (found < value)
                {
                    (best, value) = (Found(solver), found);
                }

                bound = status == CpSolverStatus.Optimal ? value : Math.Min(value, Math.Max(bound, (long)Math.Ceiling(solver.BestObjectiveBound - 1e-6)));
            }
        }

        AtMost(objective, value);
        return (best, value, bound);
    }

    private GenerationUnit UnitOf(int kind) => _problem.Units[_kinds[kind][0]];

    private LinearExpr Less(List<LinearExpr> persons, int priority) => LinearExpr.Sum(
        Enumerable.Range(0, _problem.Lines.Count).Where(l => _problem.Lines[l].Priority == priority).Select(l => _problem.Lines[l].Needed - persons[l]));

    private void AddLine(int line)
    {
        var needed = _problem.Lines[line].Needed;
        var persons = new List<IntVar>();
        for (var kind = 0; kind < _kinds.Count; kind++)
        {
            if (!UnitOf(kind).Fits(_problem.Lines[line]))
            {
                continue;
            }

            var (count, usable) = (_kinds[kind].Count, UnitOf(kind).Usable);
            var any = _model.NewBoolVar($"{line}-{kind}");
            var serve = count == 1 ? any : _model.NewIntVar(0, count, $"{line}-{kind} units");
            if (count > 1)
            {
                _model.Add(serve <= LinearExpr.Term(any, count));
            }

            var taken = _model.NewIntVar(0, Math.Min(needed, usable * count), $"{line}-{kind} persons");
            _model.Add(taken <= LinearExpr.Term(serve, count == 1 ? Math.Min(needed, usable) : usable));
            _model.Add(taken >= serve);
            persons.Add(taken);
            _pairs.Add((line, kind, serve, any, taken));
        }

        _taken.Add(LinearExpr.Sum(persons));
        _model.Add(_taken[line] <= needed);
        if (!_problem.Enablers.Any(e => e.Line == line || e.Dependents.Contains(line)))
        {
            _used.Add(_taken[line]);
            return;
        }

        var used = _model.NewIntVar(0, needed, $"{line} used");
        _model.Add(used <= _taken[line]);
        _used.Add(used);
    }

    private void AddNations()
    {
        foreach (var nation in _pairs.GroupBy(p => UnitOf(p.Kind).Nation).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var takes = _model.NewBoolVar(nation.Key);
            _nations.Add(takes);
            foreach (var pair in nation)
            {
                _model.AddImplication(pair.Any, takes);
            }

            if (_problem.Ceilings.TryGetValue(nation.Key, out var ceiling))
            {
                _model.Add(LinearExpr.Sum(nation.Select(p => p.Persons)) <= ceiling);
            }
        }
    }

    private void AddEnablers()
    {
        foreach (var limit in _problem.Enablers)
        {
            var dependents = LinearExpr.Sum(limit.Dependents.Select(d => _used[d])) * limit.Weight;
            _model.Add(limit.Line is { } line ? dependents <= (_used[line] * limit.Provided) + limit.Capacity : dependents <= limit.Capacity);
        }
    }

    private Match Found(CpSolver solver)
    {
        var (left, taken) = (_kinds.Select(k => new Queue<int>(k)).ToList(), new List<PersonsTaken>());
        foreach (var (line, kind, serve, _, persons) in _pairs)
        {
            // Each unit that serves has at least one person; the first ones are full.
            var open = solver.Value(persons);
            for (var more = solver.Value(serve) - 1; more >= 0 && open > 0; more--)
            {
                var part = Math.Min(UnitOf(kind).Usable, open - more);
                taken.Add(new(line, left[kind].Dequeue(), part));
                open -= part;
            }
        }

        return new([.. taken.OrderBy(t => t.Line).ThenBy(t => t.Unit)], [.. _used.Select(solver.Value)]);
    }

    private void Hint(Match match)
    {
        var kindOf = _kinds.Index().SelectMany(k => k.Item.Select(u => (Unit: u, Kind: k.Index))).ToDictionary(k => k.Unit, k => k.Kind);
        var taken = match.Taken.ToLookup(t => (t.Line, kindOf[t.Unit]), t => t.Persons);
        _model.ClearHints();
        foreach (var pair in _pairs)
        {
            var own = taken[(pair.Line, pair.Kind)];
            _model.AddHint(pair.Persons, own.Sum());
            _model.AddHint(pair.Any, own.Any());
            if (_kinds[pair.Kind].Count > 1)
            {
                _model.AddHint(pair.Serve, own.Count());
            }
        }
    }
}
