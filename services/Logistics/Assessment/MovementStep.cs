using Summit.Kernel;
using Summit.Logistics.Movement;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>A computed movement.</summary>
/// <param name="Section">The section of the answer.</param>
/// <param name="Arrived">Most cargo at the destination by day, consents as if given, at low, mid and high capacities.</param>
internal sealed record MovementResult(MovementSection Section, IReadOnlyList<IReadOnlyList<long>> Arrived);

/// <summary>Step 4: how fast the force can be there; a bound that no plan can beat.</summary>
internal static class MovementStep
{
    public const int RaisePercent = 10;
    private static readonly HashSet<string> NothingClosed = [];
    private static readonly CapacityLevel[] Levels = [CapacityLevel.Low, CapacityLevel.Mid, CapacityLevel.High];

    /// <param name="question">The question.</param>
    /// <param name="network">The network.</param>
    /// <param name="taken">Units that move.</param>
    /// <param name="closedNations">Nations whose needed consent is missing.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static MovementResult Compute(
        Question question, MovementNetwork network, IReadOnlyList<UnitTaken> taken, IReadOnlyList<string> closedNations, CancellationToken cancellationToken)
    {
        var loads = taken.GroupBy(u => (Nation: Forces.PoolUnit.NationOf(u.ForceElement), u.ReleaseDay))
            .Select(g => new NationLoad(g.Key.Nation, g.Key.ReleaseDay, g.Sum(u => u.CargoTonnes)))
            .OrderBy(l => l.Nation, StringComparer.Ordinal).ThenBy(l => l.ReleaseDay).ToList();
        var arrived = Levels.Select(IReadOnlyList<long> (_) => [0]).ToList();
        var asIfGiven = loads.Count == 0 ? NoForce() : Outcome(question, network, loads, NothingClosed, arrived, cancellationToken);
        var section = new MovementSection
        {
            State = Sections.Available(),
            Destination = network.Destination.Name,
            DestinationName = network.Destination.DisplayName,
            DebarkationNodes = { network.Debarkations },
            Persons = taken.Sum(u => u.Persons),
            CargoTonnes = taken.Sum(u => u.CargoTonnes),
            AsIfGiven = asIfGiven,
            OnRecord = closedNations.Count == 0 || loads.Count == 0
                ? asIfGiven.Clone()
                : Outcome(question, network, loads, closedNations.ToHashSet(StringComparer.Ordinal), [.. arrived], cancellationToken),
        };
        return new(section, arrived);
    }

    /// <summary>Persons in place by a day: with what part of the cargo can have arrived by then.</summary>
    public static int InPlace(IReadOnlyList<long> arrived, int day, int persons, long cargo) =>
        day < 0 || cargo == 0 ? 0 : (int)(arrived[Math.Min(day, arrived.Count - 1)] * persons / cargo);

    private static MovementOutcome Outcome(
        Question question, MovementNetwork network, IReadOnlyList<NationLoad> loads, HashSet<string> closed, List<IReadOnlyList<long>> arrived, CancellationToken cancellationToken)
    {
        var toDestination = network.ToDestination(loads, CapacityLevel.Mid, closed);
        if (FlowReach.Stranded(toDestination).Count > 0)
        {
            return Blocked(network, loads, toDestination, closed);
        }

        var destination = Levels.Select(l => QuickestFlow.Solve(network.ToDestination(loads, l, closed), cancellationToken)).ToList();
        var debarkation = Levels.Select(l => QuickestFlow.Solve(network.ToDebarkation(loads, l, closed), cancellationToken)).ToList();
        for (var level = 0; level < Levels.Length; level++)
        {
            arrived[level] = destination[level].Arrived;
        }

        if (destination.Concat(debarkation).Any(a => a.ClosureDay is null))
        {
            // At the low end a capacity may be zero, or the horizon too near: said as reasons, not as days.
            return new MovementOutcome { Reasons = { FlowReasons.Of(network.ToDestination(loads, CapacityLevel.Low, closed)) } };
        }

        var outcome = new MovementOutcome
        {
            Feasible = true,
            DebarkationClosure = ClosureOf(question, debarkation),
            DestinationClosure = ClosureOf(question, destination),
            Bindings = { Bindings(network, toDestination, destination[1].ClosureDay!.Value, cancellationToken) },
            Curve = { Curve(debarkation[1].Arrived, destination[1].Arrived) },
        };
        outcome.FirstBinding = outcome.Bindings.FirstOrDefault()?.Clone();
        return outcome;
    }

    private static MovementOutcome NoForce() => new()
    {
        Reasons = { new InfeasibleReason { Kind = Kind.NoForce, Subject = "force", Detail = "no nation offers units under this posture of the United States, so there is nothing to move" } },
    };

    /// <summary>Closed soil is the reason where opening it would help; what is stranded all the same has no path at all.</summary>
    private static MovementOutcome Blocked(MovementNetwork network, IReadOnlyList<NationLoad> loads, FlowProblem problem, HashSet<string> closed)
    {
        var open = network.ToDestination(loads, CapacityLevel.Mid, NothingClosed);
        var outcome = new MovementOutcome();
        if (FlowReach.Stranded(open).Count > 0)
        {
            outcome.Reasons.Add(FlowReasons.Of(open));
            return outcome;
        }

        // Each closed nation alone, to leave out those whose soil the loads can go around.
        var blocking = closed.Where(n => FlowReach.Stranded(network.ToDestination(loads, CapacityLevel.Mid, new HashSet<string> { n })).Count > 0).ToList();
        outcome.Reasons.Add((blocking.Count > 0 ? blocking : [.. closed]).Order(StringComparer.Ordinal).Select(nation => new InfeasibleReason
        {
            Kind = Kind.ConsentMissing,
            Subject = nation,
            Detail = $"the consent of {nation} is not on record, so its soil is closed and {FlowReach.Stranded(problem).Count} of {loads.Count} loads have no way to {network.Destination.DisplayName}; with it there is one",
        }));
        return outcome;
    }

    private static Closure ClosureOf(Question question, List<FlowAnswer> answers) => new()
    {
        DayAtLowCapacity = answers[0].ClosureDay!.Value,
        DayAtMidCapacity = answers[1].ClosureDay!.Value,
        DayAtHighCapacity = answers[2].ClosureDay!.Value,
        DateAtMidCapacity = question.CDay.AddDays(answers[1].ClosureDay!.Value).ToDate(),
    };

    private static IEnumerable<CapacityBinding> Bindings(MovementNetwork network, FlowProblem problem, int closureDay, CancellationToken cancellationToken) =>
        QuickestFlow.Bindings(problem, closureDay, RaisePercent, cancellationToken).Select(g => new CapacityBinding
        {
            Name = g.Id,
            Description = network.Describe(g.Id),
            CapacityTonnesPerDay = g.CapacityPerDay,
            DaysGained = g.DaysGained,
            RaisePercent = RaisePercent,
        });

    private static IEnumerable<MovementPoint> Curve(IReadOnlyList<long> debarkation, IReadOnlyList<long> destination)
    {
        for (var day = 0; day < destination.Count; day++)
        {
            var point = new MovementPoint { Day = day, DebarkationTonnes = At(debarkation, day), DestinationTonnes = destination[day] };
            if (day == 0 || point.DebarkationTonnes > At(debarkation, day - 1) || point.DestinationTonnes > destination[day - 1])
            {
                yield return point;
            }
        }

        static long At(IReadOnlyList<long> arrived, int day) => arrived[Math.Min(day, arrived.Count - 1)];
    }
}
