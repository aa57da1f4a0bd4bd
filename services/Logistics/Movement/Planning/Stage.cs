namespace Summit.Logistics.Movement.Planning;

/// <summary>One stage of a unit's route: entering an arc, or the reception at its destination.</summary>
/// <param name="Release">First hour at which it may begin.</param>
/// <param name="Handling">Hours for which each load is handled before it may enter.</param>
/// <param name="Transit">Hours from entry to arrival at the end.</param>
/// <param name="Limits">Resources whose free capacity limits the rate of entry: the arc, and the node where it has a limit.</param>
/// <param name="Lift">The lift that carries the loads; null: none.</param>
internal sealed record Stage(int Release, int Handling, int Transit, int[] Limits, StageLift? Lift)
{
    /// <summary>The fewest hours from the end of entry, or from the last departure of its lift, until the unit is operational.</summary>
    public int Rest { get; init; }

    /// <summary>Whether nothing limits the entry, so that it takes no time.</summary>
    public bool IsFree => Limits.Length == 0;
}

/// <summary>Lift of a stage.</summary>
/// <param name="Pool">Resource of the pool.</param>
/// <param name="Payload">Load of one asset.</param>
/// <param name="Hours">Hours for which an asset is occupied by one load.</param>
internal sealed record StageLift(int Pool, long Payload, int Hours);

/// <summary>All stages of a unit along one route: its legs, then its reception. Integration follows.</summary>
/// <param name="Arcs">Arcs of the route.</param>
/// <param name="Ready">First hour at which the unit is ready.</param>
/// <param name="Load">Load of the unit, in twenty-fourths of a tonne: what passes in an hour at a rate of one tonne per day.</param>
/// <param name="Stages">Stages; the number of arcs plus one.</param>
/// <param name="IntegrationHours">Hours from arrival to operational, when a place is free.</param>
/// <param name="Places">Resource of the places of integration; -1: no limit.</param>
/// <param name="Cost">Cost of the route.</param>
internal sealed record Chain(int[] Arcs, int Ready, long Load, Stage[] Stages, int IntegrationHours, int Places, long Cost)
{
    /// <summary>Whether the unit uses a resource in more than one stage, so that its own use counts.</summary>
    public bool MeetsItself { get; } = Stages.SelectMany(s => s.Limits.Concat(s.Lift is null ? [] : [s.Lift.Pool])).GroupBy(r => r).Any(g => g.Count() > 1);

    /// <summary>Hour at which the unit is operational when nothing else moves.</summary>
    public int Alone { get; init; }
}

/// <summary>A part of a unit that enters a stage at one rate.</summary>
/// <param name="Start">First hour.</param>
/// <param name="Finish">Hour after the last; with lift the hour at which its assets are free again.</param>
/// <param name="Rate">Tonnes per day.</param>
/// <param name="Assets">Assets of the lift, all from start to finish; 0 without lift.</param>
/// <param name="Load">Its load, in twenty-fourths of a tonne.</param>
internal readonly record struct Serial(int Start, int Finish, int Rate, int Assets, long Load);

/// <summary>When a unit moves along a chain.</summary>
/// <param name="Stages">Serials by stage. The reception has none when nothing limits it.</param>
/// <param name="Reception">First hour of its reception.</param>
/// <param name="Arrival">Hour at which all of it is at the destination.</param>
/// <param name="Integration">First hour of its integration.</param>
internal sealed record Placement(Serial[][] Stages, int Reception, int Arrival, int Integration);
