using Google.OrTools.Sat;
using Summit.Logistics.V1;

namespace Summit.Logistics.Forces.Generation;

/// <summary>A match as a model of CP-SAT: for each unit and line that fit, whether the unit serves the line and with how many.</summary>
internal sealed class GenerationModel
{
    private readonly GenerationProblem _problem;
    private readonly List<(int Line, int Unit, BoolVar Serves, IntVar Persons)> _pairs = [];
    private readonly List<IntVar> _missing = [];
    private readonly IntVar _lastDay;
    private readonly List<BoolVar> _nations = [];

    public GenerationModel(GenerationProblem problem)
    {
        _problem = problem;
        for (var line = 0; line < problem.Lines.Count; line++)
        {
            AddLine(line);
        }

        foreach (var unit in _pairs.GroupBy(p => p.Unit))
        {
            Model.AddAtMostOne(unit.Select(p => (ILiteral)p.Serves));
        }

        _lastDay = Model.NewIntVar(0, problem.Units.Select(u => u.ReadyDay).DefaultIfEmpty(0).Max(), "last day");
        foreach (var (_, unit, serves, _) in _pairs)
        {
            Model.Add(_lastDay >= problem.Units[unit].ReadyDay).OnlyEnforceIf(serves);
        }

        foreach (var nation in _pairs.GroupBy(p => problem.Units[p.Unit].Nation).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var takes = Model.NewBoolVar(nation.Key);
            _nations.Add(takes);
            foreach (var pair in nation)
            {
                Model.AddImplication(pair.Serves, takes);
            }

            if (problem.Ceilings.TryGetValue(nation.Key, out var ceiling))
            {
                Model.Add(LinearExpr.Sum(nation.Select(p => p.Persons)) <= ceiling);
            }
        }
    }

    public CpModel Model { get; } = new();

    /// <summary>The last match kept.</summary>
    public IReadOnlyList<PersonsTaken> Best { get; private set; } = [];

    /// <summary>Units taken.</summary>
    public LinearExpr UnitCount => LinearExpr.Sum(_pairs.Select(p => p.Serves));

    /// <summary>Persons missing on the lines of a priority.</summary>
    public LinearExpr Missing(int priority) => LinearExpr.Sum(_missing.Where((_, line) => _problem.Lines[line].Priority == priority));

    /// <summary>The value of an objective other than to fill.</summary>
    public LinearExpr Of(GenerationObjective objective) => objective switch
    {
        GenerationObjective.Earliest => _lastDay,
        GenerationObjective.FewestNations => LinearExpr.Sum(_nations),
        _ => LinearExpr.WeightedSum(_pairs.Select(p => p.Persons), _pairs.Select(p => _problem.Units[p.Unit].KilogramsPerPerson)),
    };

    /// <summary>Keeps a match, and holds the objective at its value from now on.</summary>
    public void Keep(CpSolver solver, LinearExpr objective, long value)
    {
        Best = [.. _pairs.Select(p => new PersonsTaken(p.Line, p.Unit, solver.Value(p.Persons))).Where(t => t.Persons > 0)];
        Model.Add(objective <= value);
        Model.ClearHints();
        foreach (var (_, _, serves, persons) in _pairs)
        {
            Model.AddHint(serves, solver.BooleanValue(serves));
            Model.AddHint(persons, solver.Value(persons));
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
            var serves = Model.NewBoolVar($"{line}-{unit}");
            var taken = Model.NewIntVar(0, most, $"{line}-{unit} persons");
            Model.Add(taken <= LinearExpr.Term(serves, most));
            Model.Add(taken >= serves);
            persons.Add(taken);
            _pairs.Add((line, unit, serves, taken));
        }

        var missing = Model.NewIntVar(0, needed, $"{line} missing");
        _missing.Add(missing);
        Model.Add(LinearExpr.Sum(persons) + missing == needed);
    }
}
