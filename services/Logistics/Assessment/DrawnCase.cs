using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Flow;
using Summit.Logistics.Graphs;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>One posture's case, for draws: the plan stays the same, the figures that it is measured against vary.</summary>
internal sealed class DrawnCase
{
    private readonly PostureCase _judged;
    private readonly Question _question;
    private readonly long _needed;
    private readonly long _persons;
    private readonly bool? _permitted; // null: inputs are unknown
    private readonly DrawnPool _pool;
    private readonly DrawnMovement _movement;
    private readonly DrawnSupplies _supplies;
    private readonly List<List<Triangle>> _enablers;

    /// <param name="computed">The computed case.</param>
    /// <param name="movement">Its movement, for draws.</param>
    /// <param name="inputs">What every case uses.</param>
    /// <param name="permission">The permission, judged.</param>
    public DrawnCase(ComputedCase computed, DrawnMovement movement, CaseInputs inputs, PermissionSection permission)
    {
        _judged = computed.Section;
        _question = inputs.Question;
        _needed = computed.Force!.Lines.Sum(l => l.Needed);
        _persons = computed.Force.Persons;
        _permitted = _judged.Verdict == Verdict.UnknownInputs ? null : permission.Permitted;
        _pool = new DrawnPool(inputs, computed.Force);
        _movement = movement;
        _supplies = new DrawnSupplies(computed, inputs, _movement);
        _enablers = EnablerStep.Shares(inputs.HeldForces.Option, computed.Force.Enablers, _judged.Posture);
    }

    /// <summary>Computes one draw.</summary>
    public CaseOutcome Of(Draw draw, DrawScratch scratch, CancellationToken cancellationToken)
    {
        var pool = _pool.Of(draw, _judged.Rotation.HasFirstBreakMonth ? _judged.Rotation.FirstBreakMonth : null, scratch.Flow);
        var moved = scratch.MovedOnce(_movement, draw, cancellationToken);
        var cargo = _judged.Movement.CargoTonnes;
        var arrived = cargo == 0 ? 0 : (long)((Int128)moved.ArrivedTonnes * _persons / cargo);
        var shortDay = _supplies.FirstShortDay(draw, cancellationToken);
        var feasible = pool.Filled >= _needed
            && moved.Destination <= _question.ReadyBy.DayNumber - _question.CDay.DayNumber
            && EnablerStep.Suffice(_enablers, draw)
            && !(_persons > 0 && pool.BreakMonth < _question.DurationMonths)
            && !(_persons > 0 && shortDay is not null);
        return new(pool, moved, Math.Min(pool.Filled, arrived), shortDay, VerdictStep.Of(_permitted, feasible));
    }

    /// <summary>The results over all draws.</summary>
    public CaseDraws Over(IReadOnlyList<CaseOutcome> outcomes)
    {
        var (rotation, supplies, closure) = (_judged.Rotation, _judged.Sustainment, _judged.Movement.AsIfGiven);
        DrawnNumber Number(Func<CaseOutcome, double?> value, double? mid)
        {
            var (p10, p50, p90) = Quantiles.Of(outcomes.Select(o => value(o) ?? double.PositiveInfinity), mid ?? double.PositiveInfinity);
            var number = new DrawnNumber();
            Set(p10, v => number.P10 = v);
            Set(p50, v => number.P50 = v);
            Set(p90, v => number.P90 = v);
            return number;
        }

        return new CaseDraws
        {
            DebarkationClosureDay = Number(o => o.Moved.Debarkation, closure.DebarkationClosure?.DayAtMidCapacity),
            DestinationClosureDay = Number(o => o.Moved.Destination, closure.DestinationClosure?.DayAtMidCapacity),
            InPlaceByReadyDatePersons = Number(o => o.InPlace, _judged.Strength.OnRecord.InPlaceByReadyDatePersons.Mid),
            ReadyByCDayPersons = Number(o => o.Pool.ReadyByCDay, _judged.Strength.OnRecord.ReadyByCDayPersons.Mid),
            SustainablePersons = Number(o => o.Pool.Sustainable, rotation.SustainablePersons.Mid),
            FirstBreakMonth = Number(o => o.Pool.BreakMonth, rotation.HasFirstBreakMonth ? rotation.FirstBreakMonth : null),
            FirstShortDay = Number(o => o.ShortDay, supplies.FirstShortDay is { HasMid: true } first ? first.Mid : null),
            Verdicts = { Shares(outcomes) },
        };
    }

    /// <summary>The share of each verdict that occurs, in order of verdict.</summary>
    public static IEnumerable<VerdictShare> Shares(IReadOnlyList<CaseOutcome> outcomes) => outcomes.GroupBy(o => o.Verdict).OrderBy(g => g.Key)
        .Select(g => new VerdictShare { Verdict = g.Key, Draws = g.Count(), Percent = g.Count() * 100.0 / outcomes.Count });

    private static void Set(double value, Action<double> set)
    {
        if (!double.IsPositiveInfinity(value))
        {
            set(value);
        }
    }
}

/// <summary>What one draw gives for one posture.</summary>
internal readonly record struct CaseOutcome(PoolOutcome Pool, MovedOutcome Moved, long InPlace, int? ShortDay, Verdict Verdict);

/// <summary>Memory that one thread uses again for each draw.</summary>
internal sealed class DrawScratch
{
    private readonly DirectExpansion _expansion = new();
    private readonly Dictionary<DrawnMovement, MovedOutcome> _moved = [];

    /// <summary>For the match of units and lines.</summary>
    public MaxFlow Flow { get; } = new();

    /// <summary>Forgets the results of the last draw.</summary>
    public void Next() => _moved.Clear();

    /// <summary>The movement of this draw, computed once: postures that keep the same nations move the same units.</summary>
    public MovedOutcome MovedOnce(DrawnMovement movement, Draw draw, CancellationToken cancellationToken) =>
        _moved.TryGetValue(movement, out var known) ? known : _moved[movement] = movement.Of(draw, _expansion, cancellationToken);
}
