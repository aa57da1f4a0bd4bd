using System.Globalization;
using Google.OrTools.Sat;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>A match as a CP-SAT model: for each unit and line that fit, whether the unit serves the line and with how many persons.</summary>
internal sealed class GenerationModel
{
    // For a large model, the solver's presolve costs more than it gains.
    private const string LargeModel = ",cp_model_probing_level:0,max_presolve_iterations:1,symmetry_level:0";

    private readonly CpModel _model = new();
    private readonly GenerationProblem _problem;
    private readonly List<(int Line, int Unit, BoolVar Serves, IntVar Persons)> _pairs = [];
    private readonly List<IntVar> _missing = [];
    private readonly IntVar _lastDay;
    private readonly List<BoolVar> _nations = [];

    private readonly string _parameters;

    /// <param name="problem">The problem.</param>
    /// <param name="work">Deterministic time for one objective; one unit is about a second of one core.</param>
    public GenerationModel(GenerationProblem problem, double work)
    {
        _parameters = string.Create(CultureInfo.InvariantCulture, $"num_workers:1,random_seed:1,max_deterministic_time:{work}{(work < 1 ? LargeModel : "")}");
        _problem = problem;
        for (var line = 0; line < problem.Lines.Count; line++)
        {
            AddLine(line);
        }

        foreach (var unit in _pairs.GroupBy(p => p.Unit))
        {
            _model.AddAtMostOne(unit.Select(p => (ILiteral)p.Serves));
        }

        _lastDay = _model.NewIntVar(0, problem.Units.Select(u => u.ReadyDay).DefaultIfEmpty(0).Max(), "last day");
        foreach (var (_, unit, serves, _) in _pairs)
        {
            _model.Add(_lastDay >= problem.Units[unit].ReadyDay).OnlyEnforceIf(serves);
        }

        foreach (var nation in _pairs.GroupBy(p => problem.Units[p.Unit].Nation).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var takes = _model.NewBoolVar(nation.Key);
            _nations.Add(takes);
            foreach (var pair in nation)
            {
                _model.AddImplication(pair.Serves, takes);
            }

            if (problem.Ceilings.TryGetValue(nation.Key, out var ceiling))
            {
                _model.Add(LinearExpr.Sum(nation.Select(p => p.Persons)) <= ceiling);
            }
        }
    }

    /// <summary>Units taken.</summary>
    public LinearExpr UnitCount => LinearExpr.Sum(_pairs.Select(p => p.Serves));

    /// <summary>Persons missing on the lines of a priority.</summary>
    public LinearExpr Missing(int priority) => LinearExpr.Sum(_missing.Where((_, line) => _problem.Lines[line].Priority == priority));

    /// <summary>The value of an objective other than fill.</summary>
    public LinearExpr Of(GenerationObjective objective) => objective switch
    {
        GenerationObjective.Earliest => _lastDay,
        GenerationObjective.FewestNations => LinearExpr.Sum(_nations),
        _ => LinearExpr.WeightedSum(_pairs.Select(p => p.Persons), _pairs.Select(p => _problem.Units[p.Unit].KilogramsPerPerson)),
    };

    /// <summary>Optimises an objective, starting from a match, and keeps its value fixed from then on.</summary>
    /// <param name="objective">What to minimise.</param>
    /// <param name="best">A match that satisfies the fixed values.</param>
    /// <param name="value">Its value.</param>
    /// <param name="bound">A lower bound: no match has a smaller value.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public (IReadOnlyList<PersonsTaken> Best, long Value, long Bound) Minimise(
        LinearExpr objective, IReadOnlyList<PersonsTaken> best, long value, long bound, CancellationToken cancellationToken)
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
                    best = [.. _pairs.Select(p => new PersonsTaken(p.Line, p.Unit, solver.Value(p.Persons))).Where(t => t.Persons > 0)];
                    value = found;
                }

                bound = status == CpSolverStatus.Optimal ? value : Math.Min(value, Math.Max(bound, (long)Math.Ceiling(solver.BestObjectiveBound - 1e-6)));
            }
        }

        _model.Add(objective <= value);
        return (best, value, bound);
    }

    private void Hint(IReadOnlyList<PersonsTaken> match)
    {
        var persons = match.ToDictionary(t => (t.Line, t.Unit), t => t.Persons);
        _model.ClearHints();
        foreach (var pair in _pairs)
        {
            var taken = persons.GetValueOrDefault((pair.Line, pair.Unit));
            _model.AddHint(pair.Serves, taken > 0);
            _model.AddHint(pair.Persons, taken);
        }
    }

    private void AddLine(int line)
    {
        var needed = _problem.Lines[line].Needed;
        var persons = new List<IntVar>();
        for (var unit = 0; unit < _problem.Units.Count; unit++)
        {
            if (!_problem.Units[unit].Fits(_problem.Lines[line]))
            {
                continue;
            }

            var most = Math.Min(needed, _problem.Units[unit].Usable);
            var serves = _model.NewBoolVar($"{line}-{unit}");
            var taken = _model.NewIntVar(0, most, $"{line}-{unit} persons");
            _model.Add(taken <= LinearExpr.Term(serves, most));
            _model.Add(taken >= serves);
            persons.Add(taken);
            _pairs.Add((line, unit, serves, taken));
        }

        var missing = _model.NewIntVar(0, needed, $"{line} missing");
        _missing.Add(missing);
        _model.Add(LinearExpr.Sum(persons) + missing == needed);
    }
}
