using Summit.Kernel;
using Summit.Logistics.Movement;
using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Stored;
using Summit.Logistics.V1;
using Budget = Summit.Logistics.Scheduling.Search.SchedulingBudget;
using Capacities = Summit.Logistics.V1.StoredMovement.Types.Capacities;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Assessment;

/// <summary>
/// A movement plan of the force for whole units, beside the bound of the quickest flow. It keeps the days of the flow: transit in
/// whole days, ships and aircraft within the capacities of arcs. So no plan is earlier than the bound.
/// </summary>
internal static class PlannedMovement
{
    private const double Work = 0.1;
    private const int HoursPerDay = 24;
    private const int HorizonDays = 730;

    // Small, and the same everywhere. The wall limit is far away, because an answer that it ended would not be reproducible.
    private static readonly Budget Little = new() { Work = Work, WallLimit = TimeSpan.FromMinutes(10) };

    private static readonly (CapacityLevel Level, Capacities Capacities)[] Levels =
        [(CapacityLevel.Low, Capacities.Low), (CapacityLevel.Mid, Capacities.Mid), (CapacityLevel.High, Capacities.High)];

    /// <summary>Adds the plan, and the transport work of the plan or otherwise of the flow, when the force can be moved.</summary>
    /// <param name="movement">The movement whose section gets the plan.</param>
    /// <param name="inputs">Inputs of the case.</param>
    /// <param name="force">What moves.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static void Add(MovementResult movement, CaseInputs inputs, Force force, CancellationToken cancellationToken)
    {
        var (section, network) = (movement.Section, movement.Network);
        if (section.AsIfGiven is not { Feasible: true })
        {
            return;
        }

        var problems = Levels.Select(l => Problem(inputs, force, movement.Soil, l.Level, l.Capacities)).ToList();
        var plans = problems.Select(p => MovementPlanner.Plan(p, Little, skipImpossible: false, cancellationToken).Plan).OfType<MovementPlan>().ToList();
        if (plans.Count < Levels.Length)
        {
            section.CargoTonneKm = MovementStep.TonneKm(movement, cancellationToken);
            return;
        }

        section.Plan = Of(section.AsIfGiven.DestinationClosure.DayAtMidCapacity, inputs.Question, network, plans);
        section.CargoTonneKm = TonneKm(problems[1], plans[1], network);
    }

    private static V1.PlannedMovement Of(int bound, Question question, MovementNetwork network, List<MovementPlan> plans)
    {
        var mid = plans[1];
        var planned = new V1.PlannedMovement
        {
            DestinationClosure = new Closure
            {
                DayAtLowCapacity = DayOf(plans[0].ClosureHour),
                DayAtMidCapacity = DayOf(mid.ClosureHour),
                DayAtHighCapacity = DayOf(plans[2].ClosureHour),
                DateAtMidCapacity = question.CDay.AddDays(DayOf(mid.ClosureHour)).ToDate(),
            },
            BoundDay = bound,
            FocDay = DayOf(mid.OperationalHour),
            FocDate = question.CDay.AddDays(DayOf(mid.OperationalHour)).ToDate(),
            LateUnitCount = mid.Late.Count,
            UnitCount = mid.Itineraries.Count,
        };
        if (bound > 0)
        {
            planned.GapPercent = (planned.DestinationClosure.DayAtMidCapacity - bound) * 100.0 / bound;
        }

        if (mid.HasIocHour)
        {
            planned.IocDay = DayOf(mid.IocHour);
            planned.IocDate = question.CDay.AddDays(planned.IocDay).ToDate();
        }

        if (mid.FirstBinding is { } binding)
        {
            (planned.FirstBinding, planned.FirstBindingDescription, planned.FirstBindingDay) = (binding.Id, network.Describe(binding.Id), binding.Day);
        }

        return planned;
    }

    private static MovementProblem Problem(CaseInputs inputs, Force force, Soil soil, CapacityLevel level, Capacities capacities)
    {
        var open = inputs.HeldForces.Nodes.Values.Where(n => !soil.AsIfGiven.Contains(n.Nation)).OrderBy(n => n.Name, StringComparer.Ordinal).ToList();
        var problem = new MovementProblem { Objectives = { MovementObjective.Closure, MovementObjective.Lateness }, HorizonDays = HorizonDays };
        StoredNetwork.Add(problem, open, inputs.HeldForces.Arcs, [], capacities);
        problem.Nodes.First(n => n.Id == inputs.Question.Destination).IntegrationHours = (int)At(inputs.IntegrationDays, level) * HoursPerDay;
        problem.Terms.Add(open.Select(n => n.Nation).Distinct().Select(n => new NationTerms { Nation = n, Consents = true }));
        var origins = open.Where(n => n.Kind == TransportNode.Types.Kind.Origin).GroupBy(n => n.Nation, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
        var needed = Math.Max(0, inputs.Question.ReadyBy.DayNumber - inputs.Question.CDay.DayNumber);
        var urgent = inputs.HeldForces.Option.Lines.Where(l => l.HasReadyByDays).Select(l => l.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var unit in force.Taken)
        {
            var ready = (int)At(unit.ReleaseDay, level);
            var nation = NationNames.NationOf(unit.ForceElement);
            problem.Requirements.Add(new MovementRequirement
            {
                Id = $"{unit.ForceElement} {unit.Line}",
                Nation = nation,
                Persons = unit.Persons,
                BulkTonnes = unit.CargoTonnes,
                Origin = origins[nation],
                Destination = inputs.Question.Destination,
                ReadyToLoadDay = ready,
                RequiredDeliveryDay = Math.Max(ready, needed),
            });
            if (urgent.Contains(unit.Line))
            {
                problem.IocRequirements.Add(problem.Requirements[^1].Id);
            }
        }

        return problem;
    }

    /// <summary>Tonnes x distance of every leg, rounded up.</summary>
    private static long TonneKm(MovementProblem problem, MovementPlan plan, MovementNetwork network)
    {
        var tonnes = problem.Requirements.ToDictionary(r => r.Id, r => r.BulkTonnes, StringComparer.Ordinal);
        return (long)Rational.Sum(plan.Itineraries.SelectMany(i => i.Legs.Select(l => tonnes[i.Requirement] * Rational.FromWire(network.DistanceKm(l.Arc))))).Ceiling();
    }

    /// <summary>Low capacities go with long notice and long integration.</summary>
    private static double At(Range days, CapacityLevel level) => level switch
    {
        CapacityLevel.Low => days.High,
        CapacityLevel.High => days.Low,
        _ => days.Mid,
    };

    // The hour is an end: what ends with hour 24 is there on day 0.
    private static int DayOf(int hour) => Math.Max(0, hour - 1) / HoursPerDay;
}
