using Summit.Logistics.Assessment.Sampling;
using Summit.Logistics.Flow;
using Summit.Logistics.Graphs;
using Summit.Logistics.Movement;
using Summit.Logistics.V1;

namespace Summit.Logistics.Assessment;

/// <summary>
/// The results of one posture that a change is measured by, computed in about a millisecond: quickest flow, match by quick rules, and
/// rotation by the formula.
/// </summary>
internal sealed class LightCase
{
    private readonly CaseInputs _inputs;
    private readonly Force _force;
    private readonly DrawnPool _pool;
    private readonly DrawnMovement _movement;
    private readonly DrawnCosts? _costs;
    private readonly List<List<Triangle>> _enablers;
    private readonly double _needPerPerson;
    private readonly long _answeredCargo;

    /// <param name="inputs">What every case uses, with the contributions of the change.</param>
    /// <param name="posture">Posture of the United States.</param>
    /// <param name="force">The force.</param>
    /// <param name="network">The network.</param>
    /// <param name="soil">The nations on whose soil it may move.</param>
    /// <param name="answered">The case of the answer, for the need of supplies and the cargo that was costed.</param>
    /// <param name="costs">Costs; null when they are not known.</param>
    public LightCase(CaseInputs inputs, UsaPosture posture, Force force, MovementNetwork network, Soil soil, PostureCase answered, DrawnCosts? costs)
    {
        (_inputs, _force, _costs) = (inputs, force, costs);
        _pool = new DrawnPool(inputs, force);
        _movement = new DrawnMovement(inputs.Question, network, soil, force);
        _enablers = EnablerStep.Shares(inputs.HeldForces.Option, force.Enablers, posture);
        _answeredCargo = answered.Movement.CargoTonnes;
        _needPerPerson = answered.Sustainment.Persons > 0 ? answered.Sustainment.NeedTonnesPerDay.Mid / answered.Sustainment.Persons : 0;
    }

    /// <summary>Whether a capacity can change a result.</summary>
    public bool IsOnTheWay(string capacity) => _movement.OnTheWay.Contains(capacity);

    /// <summary>The results with these values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="expansion">Memory for the expanded network.</param>
    /// <param name="flow">Memory for a maximum flow.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public LightResult Of(Values values, DirectExpansion expansion, MaxFlow flow, CancellationToken cancellationToken)
    {
        var question = _inputs.Question;
        var pool = _pool.Of(values, _pool.BreakAtMid, flow);
        var moved = _movement.Of(values, expansion, cancellationToken);
        var cargo = _force.Taken.Sum(t => t.CargoTonnes);
        var arrived = cargo == 0 ? 0 : (long)((Int128)moved.ArrivedTonnes * _force.Persons / cargo);
        var lacks = new List<string>();
        void Need(bool holds, string what)
        {
            if (!holds)
            {
                lacks.Add(what);
            }
        }

        Need(pool.Filled >= _force.Lines.Sum(l => l.Needed), "the lines are not filled");
        Need(moved.Destination is not null, "there is no way to the destination");
        Need(moved.Destination is null || moved.Destination <= question.ReadyBy.DayNumber - question.CDay.DayNumber, "it closes too late");
        Need(EnablerStep.Suffice(_enablers, values), "enablers are missing");
        Need(_force.Persons == 0 || !(pool.BreakMonth < question.DurationMonths), "the rotation breaks");
        Need(_force.Persons == 0 || _movement.LiftPerDay(values, cancellationToken) >= _needPerPerson * _force.Persons, "supplies run short");
        return new(
            moved.Destination is null ? null : _movement.Hours(values, expansion, cancellationToken), Math.Min(pool.Filled, arrived), pool.Sustainable, Cost(values, pool, cargo), lacks);
    }

    /// <summary>As in <see cref="CostedPlan"/>: the whole force until the rotation breaks, and then what can be kept in place.</summary>
    private double? Cost(Values values, PoolOutcome pool, long cargo)
    {
        if (_force.Persons == 0)
        {
            return null; // nothing moves, so no cost can be compared
        }

        var (question, persons) = (_inputs.Question, _force.Persons);
        var whole = Math.Min(pool.BreakMonth ?? question.DurationMonths, question.DurationMonths);
        var months = (persons * whole) + (Math.Min(persons, pool.Sustainable) * (question.DurationMonths - whole));
        return _costs?.Full(values, persons, months, question.TourMonths, _answeredCargo == 0 ? 0 : cargo / (double)_answeredCargo);
    }
}

/// <summary>The results that a change is measured by.</summary>
/// <param name="Hours">Closure at the destination, hours after C-day; null when it does not close.</param>
/// <param name="InPlace">Persons in place by the ready date.</param>
/// <param name="Sustainable">Strength that can be kept in place indefinitely.</param>
/// <param name="Cost">Full cost; null when it is not known.</param>
/// <param name="Lacks">What stops the force, in words.</param>
internal sealed record LightResult(double? Hours, long InPlace, long Sustainable, double? Cost, IReadOnlyList<string> Lacks);
