using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// Units whose persons travel apart from the cargo are planned as two rows with the same dates. The persons of a unit have its id
/// and a mark, which no id in a request can have.
/// </summary>
internal static class DividedUnits
{
    private const char Mark = '\u0001';
    private const int DefaultKgPerPerson = 150;
    private const int KgPerTonne = 1000;

    /// <summary>Whether an id is that of the persons of a unit.</summary>
    public static bool IsPersons(string id) => id.EndsWith(Mark);

    /// <summary>Id of the unit that a row belongs to.</summary>
    public static string UnitOf(string id) => id.TrimEnd(Mark);

    /// <summary>The problem with a row of its own for persons that travel apart.</summary>
    public static MovementProblem Expand(MovementProblem asked)
    {
        if (asked.Requirements.All(r => r.PersonsApart is null))
        {
            return asked;
        }

        var problem = asked.Clone();
        problem.Requirements.Clear();
        problem.Requirements.Add(asked.Requirements.SelectMany(r => r.PersonsApart is null ? [r] : new[] { Cargo(r), Persons(r) }));
        return problem;
    }

    /// <summary>Puts the itineraries of both parts together.</summary>
    public static MovementPlan Merge(MovementPlan plan)
    {
        var persons = plan.Itineraries.Where(i => IsPersons(i.Requirement)).ToDictionary(i => UnitOf(i.Requirement), StringComparer.Ordinal);
        if (persons.Count == 0)
        {
            return plan;
        }

        var units = plan.Itineraries.Where(i => !IsPersons(i.Requirement)).ToList();
        foreach (var unit in units)
        {
            if (persons.TryGetValue(unit.Requirement, out var part))
            {
                Join(unit, part);
            }
        }

        plan.Itineraries.Clear();
        plan.Itineraries.Add(units);
        return plan;
    }

    private static void Join(MovementItinerary unit, MovementItinerary persons)
    {
        unit.PersonsPart = new MovementPart
        {
            Legs = { persons.Legs },
            ReceptionHour = persons.ReceptionHour,
            ArrivalHour = persons.ArrivalHour,
            ReceptionSerials = { persons.ReceptionSerials },
        };
        if (unit.HasDebarkationHour)
        {
            unit.PersonsPart.DebarkationHour = persons.DebarkationHour;
            unit.CargoDebarkationHour = unit.DebarkationHour;
            unit.DebarkationHour = Math.Max(unit.DebarkationHour, persons.DebarkationHour);
            unit.DebarkationLateHours = Math.Max(unit.DebarkationLateHours, persons.DebarkationLateHours);
        }

        if (persons.ArrivalHour > unit.ArrivalHour)
        {
            (unit.ArrivalHour, unit.LateHours, unit.Delay) = (persons.ArrivalHour, persons.LateHours, persons.Delay);
        }
    }

    private static MovementRequirement Cargo(MovementRequirement asked)
    {
        var cargo = asked.Clone();
        (cargo.PersonsApart, cargo.Persons) = (null, 0);
        return cargo;
    }

    private static MovementRequirement Persons(MovementRequirement asked)
    {
        var persons = asked.Clone();
        var kg = asked.PersonsApart.HasKgPerPerson ? asked.PersonsApart.KgPerPerson : DefaultKgPerPerson;
        persons.Id += Mark;
        persons.PersonsApart = null;
        persons.BulkTonnes = ((asked.Persons * kg) + KgPerTonne - 1) / KgPerTonne;
        (persons.OversizeTonnes, persons.OutsizeTonnes, persons.NotByAirTonnes, persons.HeaviestMlc) = (0, 0, 0, 0);
        persons.Modes.Clear();
        persons.Modes.Add(asked.PersonsApart.Modes);
        return persons;
    }
}
