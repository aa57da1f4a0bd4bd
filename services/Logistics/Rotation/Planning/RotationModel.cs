using Google.OrTools.Sat;

namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// Lines as a CP-SAT model: for each line, unit and month, whether a tour begins. Lines share only the ceilings of nations. The
/// model uses one worker, a fixed seed and a limit counted in work, so that the same lines give the same plan everywhere.
/// </summary>
internal sealed class RotationModel
{
    /// <summary>Limit on the model size. Larger models are not searched: the quick plan and the formula's bound are used, and the answer says that it is not proven.</summary>
    public const int MostStarts = 6_000;

    private const string Parameters = "num_workers:1,random_seed:1,symmetry_level:2,max_deterministic_time:";

    private readonly IReadOnlyList<LineNeed> _needs;
    private readonly RotationTerms _terms;
    private readonly Presence _presence;
    private readonly CpModel _model = new();
    private readonly List<(int Line, Tour Tour, BoolVar Begins, IntVar? Part)> _starts = [];
    private readonly IReadOnlyList<LinearExpr[]> _counts;

    public RotationModel(LineNeed need, RotationTerms terms)
        : this([need], terms, new Presence(new Dictionary<string, long>(), [need], terms))
    {
    }

    /// <param name="needs">Lines, each with the months considered.</param>
    /// <param name="terms">How tours relieve each other.</param>
    /// <param name="presence">What ceilings leave after the units in place from the start, those of other lines included.</param>
    public RotationModel(IReadOnlyList<LineNeed> needs, RotationTerms terms, Presence presence)
    {
        (_needs, _terms, _presence) = (needs, terms, presence);
        _counts = [.. needs.Select((_, line) => AddLine(line))];
        AddCeilings();
    }

    /// <summary>Whether lines are small enough to be searched together.</summary>
    public static bool IsSmall(params IEnumerable<LineNeed> needs) => needs.Sum(n => (long)n.Units.Count * n.Months) <= MostStarts;

    /// <summary>A plan that has at least some persons in each line and month. When there is none and the second value is true, this is proven.</summary>
    public (IReadOnlyList<IReadOnlyList<Tour>>? Tours, bool IsProven) Hold(IReadOnlyList<IReadOnlyList<long>> atLeast, double work, CancellationToken cancellationToken)
    {
        Require(atLeast);
        var (status, tours, _) = Solve(work, cancellationToken);
        return (tours, status is CpSolverStatus.Optimal or CpSolverStatus.Feasible or CpSolverStatus.Infeasible);
    }

    /// <summary>The plan that has at least some persons in each line and month, and as many as possible of the last line's need in its last month.</summary>
    public (IReadOnlyList<IReadOnlyList<Tour>>? Tours, bool IsProven) FewestMissing(
        IReadOnlyList<IReadOnlyList<long>> atLeast, IReadOnlyList<IReadOnlyList<Tour>> hint, double work, CancellationToken cancellationToken)
    {
        Require(atLeast);
        var last = _model.NewIntVar(0, _needs[^1].Persons, "last month");
        _model.Add(last <= _counts[^1][^1]);
        _model.Maximize(last);
        Hint(hint);
        var (status, tours, _) = Solve(work, cancellationToken);
        return (tours, status == CpSolverStatus.Optimal);
    }

    /// <summary>The plan of a single line with the highest level in every month, and the bound on the level.</summary>
    public (IReadOnlyList<Tour>? Tours, long Bound) HighestLevel(LineLevel known, IReadOnlyList<Tour> hint, double work, CancellationToken cancellationToken)
    {
        var level = _model.NewIntVar(known.Persons, known.Bound, "level");
        foreach (var counts in _counts[0])
        {
            _model.Add(counts >= level);
        }

        _model.Maximize(level);
        Hint([hint]);
        var (status, tours, bound) = Solve(work, cancellationToken);
        return (tours?[0], status is CpSolverStatus.Optimal or CpSolverStatus.Feasible ? Math.Min(known.Bound, (long)Math.Floor(bound + 1e-6)) : known.Bound);
    }

    private LinearExpr[] AddLine(int line)
    {
        var need = _needs[line];
        var inPlace = Coverage.InPlaceAtStart(need, _terms);
        var counting = inPlace.Select(_ => new List<LinearExpr>()).ToArray();
        for (var unit = 0; unit < need.Units.Count; unit++)
        {
            var own = Starts(need, unit).Select(tour => (Tour: tour, Begins: _model.NewBoolVar($"{line}:{unit}@{tour.Start}"))).ToList();
            foreach (var (tour, begins) in own)
            {
                _model.AddAtMostOne(own.Where(o => o.Tour.Start >= tour.Start && o.Tour.Start < tour.Start + _terms.Cycle).Select(o => (ILiteral)o.Begins));
                var part = _presence.Limits(need.Units[unit]) ? AddPart(tour, begins) : null;
                var persons = part ?? LinearExpr.Term(begins, tour.Persons);
                _starts.Add((line, tour, begins, part));
                for (var month = _terms.CountsFrom(tour.Start); month < Math.Min(tour.Start + _terms.Tour, need.Months); month++)
                {
                    counting[month].Add(persons);
                }
            }
        }

        return [.. counting.Select((c, month) => LinearExpr.Sum(c) + inPlace[month])];
    }

    /// <summary>A nation with a ceiling may send a part of a unit.</summary>
    private IntVar AddPart(Tour tour, BoolVar begins)
    {
        var part = _model.NewIntVar(0, tour.Persons, "part");
        _model.Add(part <= LinearExpr.Term(begins, tour.Persons));
        return part;
    }

    /// <summary>Tours that are present in a month beyond those considered were all present in the month in which the last of them began, so later months need no limit of their own.</summary>
    private void AddCeilings()
    {
        var months = _needs.Max(n => n.Months);
        foreach (var (nation, left) in _presence.Left)
        {
            var own = _starts.Where(s => _needs[s.Line].Units[s.Tour.Unit].Nation == nation).ToList();
            for (var month = 0; month < months && own.Count > 0; month++)
            {
                var present = own.Where(s => s.Tour.Start <= month && month < Math.Min(s.Tour.Start + _terms.Tour, _needs[s.Line].End)).Select(s => s.Part!);
                _model.Add(LinearExpr.Sum(present) <= left[month]);
            }
        }
    }

    private IEnumerable<Tour> Starts(LineNeed need, int unit) => Enumerable.Range(0, need.Months)
        .Where(s => s >= need.Units[unit].FirstStart(_terms) && _terms.CountsFrom(s) < need.Months)
        .Select(s => new Tour(unit, s, need.Units[unit].PersonsFrom(s, _terms, need.End))).Where(t => t.Persons > 0);

    private void Require(IReadOnlyList<IReadOnlyList<long>> atLeast)
    {
        foreach (var (counts, persons) in _counts.Zip(atLeast).SelectMany(l => l.First.Zip(l.Second)))
        {
            if (persons > 0)
            {
                _model.Add(counts >= persons);
            }
        }
    }

    private void Hint(IReadOnlyList<IReadOnlyList<Tour>> hint)
    {
        var sent = hint.Index().SelectMany(l => l.Item.Select(t => (Key: (l.Index, t.Unit, t.Start), t.Persons))).ToDictionary(t => t.Key, t => t.Persons);
        foreach (var (line, tour, begins, part) in _starts)
        {
            var persons = sent.GetValueOrDefault((line, tour.Unit, tour.Start));
            _model.AddHint(begins, persons > 0);
            if (part is not null)
            {
                _model.AddHint(part, persons);
            }
        }
    }

    private (CpSolverStatus Status, IReadOnlyList<IReadOnlyList<Tour>>? Tours, double Bound) Solve(double work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var solver = new CpSolver { StringParameters = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Parameters}{work}") };
        using var stop = cancellationToken.Register(solver.StopSearch);
        var status = solver.Solve(_model);
        cancellationToken.ThrowIfCancellationRequested();
        var found = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
        return (status, found ? [.. _needs.Select((_, line) => Tours(line, solver))] : null, found ? solver.BestObjectiveBound : 0);
    }

    private List<Tour> Tours(int line, CpSolver solver) =>
    [
        .. _starts.Where(s => s.Line == line && solver.BooleanValue(s.Begins)).Select(s => s.Part is { } part ? s.Tour with { Persons = solver.Value(part) } : s.Tour)
            .Where(t => t.Persons > 0).OrderBy(t => t.Start).ThenBy(t => t.Unit),
    ];
}
