using Summit.Kernel;
using Summit.Logistics.Flow;
using Summit.Logistics.Movement;
using Summit.Logistics.V1;
using Kind = Summit.Logistics.V1.InfeasibleReason.Types.Kind;

namespace Summit.Logistics.Assessment;

/// <summary>A computed movement.</summary>
/// <param name="Section">The section of the answer.</param>
/// <param name="Arrived">The most cargo at the destination by day, with all consents counted as given, at the unfavourable, mid and favourable end.</param>
/// <param name="LiftPerDay">The most that the network brings to the destination each day, with all consents counted as given, tonnes.</param>
/// <param name="Problem">The flow to the destination at mid capacities; null when nothing moves.</param>
/// <param name="Network">The network.</param>
/// <param name="Soil">The nations on whose soil it may move.</param>
internal sealed record MovementResult(MovementSection Section, IReadOnlyList<IReadOnlyList<long>> Arrived, Api.V1.Range LiftPerDay, FlowProblem? Problem, MovementNetwork Network, Soil Soil);

/// <summary>Step 4: how fast the force can be there. The result is a bound that no plan can beat.</summary>
internal static class MovementStep
{
    private static readonly CapacityLevel[] Levels = [CapacityLevel.Low, CapacityLevel.Mid, CapacityLevel.High];

    /// <param name="question">The question.</param>
    /// <param name="network">The network.</param>
    /// <param name="force">What moves.</param>
    /// <param name="soil">The nations on whose soil it may move.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    public static MovementResult Compute(Question question, MovementNetwork network, Force force, Soil soil, CancellationToken cancellationToken)
    {
        var loads = force.Taken.GroupBy(u => (Nation: NationNames.NationOf(u.ForceElement), Days: Release(u.ReleaseDay)))
            .Select(g => new NationLoad(g.Key.Nation, g.Key.Days, g.Sum(u => u.CargoTonnes)))
            .OrderBy(l => l.Nation, StringComparer.Ordinal).ThenBy(l => l.ReleaseDays.Mid).ThenBy(l => l.ReleaseDays.Late).ToList();
        var arrived = Levels.Select(IReadOnlyList<long> (_) => [0]).ToList();
        var asIfGiven = loads.Count == 0 ? NoForce() : Outcome(question, network, loads, soil.AsIfGiven, arrived, cancellationToken);
        var section = new MovementSection
        {
            State = Sections.Available(),
            Destination = network.Destination.Name,
            DestinationName = network.Destination.DisplayName,
            DebarkationNodes = { network.Debarkations },
            Persons = force.Persons,
            CargoTonnes = force.Taken.Sum(u => u.CargoTonnes),
            AsIfGiven = asIfGiven,
            OnRecord = loads.Count == 0 || soil.OnRecord.SetEquals(soil.AsIfGiven)
                ? asIfGiven.Clone()
                : Outcome(question, network, loads, soil.OnRecord, [.. arrived], cancellationToken),
        };
        if (asIfGiven.Feasible)
        {
            section.RouteNations.Add(RouteNations(network, loads, soil, asIfGiven.DestinationClosure.DayAtMidCapacity, cancellationToken));
        }

        long Lift(CapacityLevel level) => loads.Count == 0 ? 0 : DailyFlow.Of(network.ToDestination(loads, level, soil.AsIfGiven), cancellationToken);
        return new(section, arrived, new Api.V1.Range { Low = Lift(CapacityLevel.Low), Mid = Lift(CapacityLevel.Mid), High = Lift(CapacityLevel.High) }, asIfGiven.Feasible ? network.ToDestination(loads, CapacityLevel.Mid, soil.AsIfGiven) : null, network, soil);
    }

    /// <summary>Persons in place by a day, in proportion to the part of the cargo that can have arrived by then.</summary>
    public static long InPlace(IReadOnlyList<long> arrived, int day, long persons, long cargo) =>
        day < 0 || cargo == 0 ? 0 : arrived[Math.Min(day, arrived.Count - 1)] * persons / cargo;

    /// <summary>Tonnes x distance of every arc that the quickest flow uses, rounded up. It closes.</summary>
    public static long TonneKm(MovementResult movement, CancellationToken cancellationToken) =>
        (long)Rational.Sum(QuickestFlow.Carried(movement.Problem!, movement.Section.AsIfGiven.DestinationClosure.DayAtMidCapacity, cancellationToken)
            .Select((tonnes, edge) => tonnes == 0 ? Rational.Zero : tonnes * Rational.FromWire(movement.Network.DistanceKm(movement.Problem!.Edges[edge].Id)))).Ceiling();

    /// <summary>Release days of a unit as whole days.</summary>
    public static ReleaseDays Release(Api.V1.Range days) => new((int)days.High, (int)days.Mid, (int)days.Low);

    /// <summary>A minimal set of nations whose soil the load needs to arrive as early. The least willing nations are left out first.</summary>
    private static IEnumerable<string> RouteNations(MovementNetwork network, IReadOnlyList<NationLoad> loads, Soil soil, int closureDay, CancellationToken cancellationToken)
    {
        var closed = soil.AsIfGiven.ToHashSet(StringComparer.Ordinal);
        foreach (var nation in soil.Candidates)
        {
            closed.Add(nation);
            var without = network.ToDestination(loads, CapacityLevel.Mid, closed) with { HorizonDays = closureDay };
            if (FlowReach.Stranded(without).Count > 0 || QuickestFlow.Solve(without, cancellationToken).ClosureDay is null)
            {
                closed.Remove(nation);
            }
        }

        return soil.Candidates.Where(n => !closed.Contains(n)).Order(StringComparer.Ordinal);
    }

    private static MovementOutcome Outcome(
        Question question, MovementNetwork network, IReadOnlyList<NationLoad> loads, IReadOnlySet<string> closed, List<IReadOnlyList<long>> arrived, CancellationToken cancellationToken)
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
            // At the low end a capacity may be zero or the horizon too short. The outcome then gives reasons instead of days.
            return new MovementOutcome { Reasons = { FlowReasons.Of(network.ToDestination(loads, CapacityLevel.Low, closed)) } };
        }

        var outcome = new MovementOutcome
        {
            Feasible = true,
            DebarkationClosure = ClosureOf(question, debarkation),
            DestinationClosure = ClosureOf(question, destination),
            Curve = { Curve(debarkation[1].Arrived, destination[1].Arrived) },
        };
        MovementBindings.Add(outcome, network, toDestination, destination[1].ClosureDay!.Value, cancellationToken);
        return outcome;
    }

    private static MovementOutcome NoForce() => new()
    {
        Reasons = { new InfeasibleReason { Kind = Kind.NoForce, Subject = "force", Detail = "no nation offers units under this posture of the United States, so there is nothing to move" } },
    };

    /// <summary>Closed soil is the reason where opening it would help. A load that is stranded even then has no path at all.</summary>
    private static MovementOutcome Blocked(MovementNetwork network, IReadOnlyList<NationLoad> loads, FlowProblem problem, IReadOnlySet<string> closed)
    {
        var open = network.ToDestination(loads, CapacityLevel.Mid, new HashSet<string>());
        var outcome = new MovementOutcome();
        if (FlowReach.Stranded(open).Count > 0)
        {
            outcome.Reasons.Add(FlowReasons.Of(open));
            return outcome;
        }

        // A minimal set of nations that opens a path: nations stay closed while there is a path without them.
        var needed = closed.Order(StringComparer.Ordinal).ToList();
        foreach (var nation in closed.Order(StringComparer.Ordinal))
        {
            if (FlowReach.Stranded(network.ToDestination(loads, CapacityLevel.Mid, closed.Except(needed.Where(n => n != nation)).ToHashSet(StringComparer.Ordinal))).Count == 0)
            {
                needed.Remove(nation);
            }
        }

        var stranded = FlowReach.Stranded(problem).Count;
        outcome.Reasons.Add(needed.Select(nation => new InfeasibleReason
        {
            Kind = Kind.ConsentMissing,
            Subject = nation,
            Detail = $"the consent of {nation} is not on record, so its soil is closed and {stranded} of {loads.Count} loads have no way to {network.Destination.DisplayName}"
                + (needed.Count == 1 ? "; with it there is one" : $"; with the consents of {string.Join(" and ", needed)} there is one"),
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
