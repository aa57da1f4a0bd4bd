using Summit.Logistics.V1;
using Range = Summit.Api.V1.Range;

namespace Summit.Logistics.Stored;

/// <summary>Units as requirement rows. A nation without a place of origin in the network gets one without arcs, so that its units are reported as without a path.</summary>
internal static class StoredRequirements
{
    /// <summary>Day by which units are to be delivered when the request says none.</summary>
    public const int DefaultDeliveryDay = 60;

    private const int LastDay = 3650;
    private const int LowestPriority = 5;

    // Vehicles of these arms do not fit into medium transport aircraft, or come in numbers that are not flown.
    private static readonly HashSet<UnitType> NotByAir = [UnitType.Armoured, UnitType.Mechanised, UnitType.Artillery, UnitType.AirDefence, UnitType.Engineer];

    /// <param name="problem">The problem, with the nodes of the network.</param>
    /// <param name="stored">The request.</param>
    /// <param name="units">Units.</param>
    /// <param name="nodes">Stored nodes.</param>
    public static void Add(MovementProblem problem, StoredMovement stored, IEnumerable<MovingUnit> units, IEnumerable<TransportNode> nodes)
    {
        var origins = nodes.Where(n => n.Kind == TransportNode.Types.Kind.Origin).OrderBy(n => n.Name, StringComparer.Ordinal)
            .GroupBy(n => n.Nation, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Name, StringComparer.Ordinal);
        foreach (var unit in units)
        {
            if (origins.TryAdd(unit.Nation, unit.Nation))
            {
                problem.Nodes.Add(new MovementNode { Id = unit.Nation, Nation = unit.Nation });
            }

            problem.Requirements.Add(Row(stored, unit, origins[unit.Nation]));
        }
    }

    private static MovementRequirement Row(StoredMovement stored, MovingUnit unit, string origin)
    {
        var ready = Math.Clamp((int)Math.Ceiling(At(unit.NoticeDays, stored.Capacities)) - stored.OrderLeadDays, 0, LastDay);
        var needed = unit.ReadyByDays is { } days ? days - stored.OrderLeadDays : stored.HasRequiredDeliveryDay ? stored.RequiredDeliveryDay : DefaultDeliveryDay;
        var row = new MovementRequirement
        {
            Id = unit.Element.Name,
            Nation = unit.Nation,
            Persons = unit.Persons,
            Origin = origin,
            Destination = stored.Destination,
            ReadyToLoadDay = ready,
            RequiredDeliveryDay = Math.Clamp(needed, ready, LastDay),
        };
        if (unit.Priority is { } priority)
        {
            row.Priority = Math.Min(priority, LowestPriority);
        }

        if (stored.PersonsApart is not null && unit is { Persons: > 0, CargoTonnes: > 0 })
        {
            row.PersonsApart = stored.PersonsApart.Clone();
        }

        if (NotByAir.Contains(unit.Element.UnitType))
        {
            row.NotByAirTonnes = unit.CargoTonnes;
        }
        else
        {
            row.OversizeTonnes = unit.CargoTonnes;
        }

        return row;
    }

    /// <summary>Low capacities go with long notice.</summary>
    private static double At(Range notice, StoredMovement.Types.Capacities capacities) => capacities switch
    {
        StoredMovement.Types.Capacities.Low => notice.High,
        StoredMovement.Types.Capacities.High => notice.Low,
        _ => notice.Mid,
    };
}
