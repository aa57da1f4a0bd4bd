using Google.OrTools.Sat;

namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// A line as a CP-SAT model: for each unit and month, whether a tour begins. It uses one worker, a fixed seed and a limit counted
/// in work, so that the same line gives the same plan everywhere.
/// </summary>
internal sealed class RotationModel
{
    /// <summary>Limit on the model size. Larger models are not searched: the quick plan and the formula's bound are used, and the answer says that it is not proven.</summary>
    public const int MostStarts = 6_000;

    private const string Parameters = "num_workers:1,random_seed:1,symmetry_level:2,max_deterministic_time:";

    private readonly LineNeed _need;
    private readonly CpModel _model = new();
    private readonly List<(Tour Tour, BoolVar Begins)> _starts = [];
    private readonly LinearExpr[] _counts;

    public RotationModel(LineNeed need, RotationTerms terms)
    {
        _need = need;
        var inPlace = Coverage.InPlaceAtStart(need, terms);
        var counting = inPlace.Select(_ => new List<(BoolVar Begins, long Persons)>()).ToArray();
        for (var unit = 0; unit < need.Units.Count; unit++)
        {
            var own = Starts(need, terms, unit).Select(start => (Tour: new Tour(unit, start), Begins: _model.NewBoolVar($"{unit}@{start}"))).ToList();
            _starts.AddRange(own);
            foreach (var (tour, begins) in own)
            {
                _model.AddAtMostOne(own.Where(o => o.Tour.Start >= tour.Start && o.Tour.Start < tour.Start + terms.Cycle).Select(o => (ILiteral)o.Begins));
                for (var month = terms.CountsFrom(tour.Start); month < Math.Min(tour.Start + terms.Tour, need.Months); month++)
                {
                    counting[month].Add((begins, need.Units[unit].Persons));
                }
            }
        }

        _counts = [.. counting.Select((c, month) => LinearExpr.WeightedSum(c.Select(p => p.Begins), c.Select(p => p.Persons)) + inPlace[month])];
    }

    /// <summary>Whether a line is small enough to be searched.</summary>
    public static bool IsSmall(LineNeed need) => (long)need.Units.Count * need.Months <= MostStarts;

    /// <summary>A plan that sustains the line in all its months. When there is none and the second value is true, this is proven.</summary>
    public (IReadOnlyList<Tour>? Tours, bool IsProven) Hold(double work, CancellationToken cancellationToken)
    {
        foreach (var counts in _counts)
        {
            _model.Add(counts >= _need.Persons);
        }

        var (status, tours, _) = Solve(work, cancellationToken);
        return (tours, status is CpSolverStatus.Optimal or CpSolverStatus.Feasible or CpSolverStatus.Infeasible);
    }

    /// <summary>The plan that sustains the line in all months but the last, and as much of it as possible in the last.</summary>
    public (IReadOnlyList<Tour>? Tours, bool IsProven) HoldAllButLast(IReadOnlyList<Tour> hint, double work, CancellationToken cancellationToken)
    {
        foreach (var counts in _counts.SkipLast(1))
        {
            _model.Add(counts >= _need.Persons);
        }

        var last = _model.NewIntVar(0, _need.Persons, "last month");
        _model.Add(last <= _counts[^1]);
        _model.Maximize(last);
        Hint(hint);
        var (status, tours, _) = Solve(work, cancellationToken);
        return (tours, status == CpSolverStatus.Optimal);
    }

    /// <summary>The plan with the highest level in every month, and the bound on the level.</summary>
    public (IReadOnlyList<Tour>? Tours, long Bound) HighestLevel(LineLevel known, IReadOnlyList<Tour> hint, double work, CancellationToken cancellationToken)
    {
        var level = _model.NewIntVar(known.Persons, known.Bound, "level");
        foreach (var counts in _counts)
        {
            _model.Add(counts >= level);
        }

        _model.Maximize(level);
        Hint(hint);
        var (status, tours, bound) = Solve(work, cancellationToken);
        return (tours, status is CpSolverStatus.Optimal or CpSolverStatus.Feasible ? Math.Min(known.Bound, (long)Math.Floor(bound + 1e-6)) : known.Bound);
    }

    private static IEnumerable<int> Starts(LineNeed need, RotationTerms terms, int unit) => Enumerable.Range(0, need.Months)
        .Where(s => s >= need.Units[unit].FirstStart(terms) && terms.CountsFrom(s) < need.Months && need.Units[unit].IsFree(s, terms, need.End));

    private void Hint(IReadOnlyList<Tour> hint)
    {
        var begins = hint.ToHashSet();
        foreach (var (tour, variable) in _starts)
        {
            _model.AddHint(variable, begins.Contains(tour));
        }
    }

    private (CpSolverStatus Status, IReadOnlyList<Tour>? Tours, double Bound) Solve(double work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var solver = new CpSolver { StringParameters = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Parameters}{work}") };
        using var stop = cancellationToken.Register(solver.StopSearch);
        var status = solver.Solve(_model);
        cancellationToken.ThrowIfCancellationRequested();
        var found = status is CpSolverStatus.Optimal or CpSolverStatus.Feasible;
        return (status, found ? [.. _starts.Where(s => solver.BooleanValue(s.Begins)).Select(s => s.Tour).OrderBy(t => t.Start).ThenBy(t => t.Unit)] : null, found ? solver.BestObjectiveBound : 0);
    }
}
