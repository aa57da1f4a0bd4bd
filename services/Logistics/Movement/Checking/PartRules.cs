using Summit.Logistics.V1;

namespace Summit.Logistics.Movement.Checking;

/// <summary>
/// Persons that travel apart: each part of the unit moves by itself, and the unit is there, and its integration begins, when both
/// are. The parts are checked by the same rules as whole units.
/// </summary>
internal static class PartRules
{
    private const int KgPerTonne = 1000;

    /// <summary>What moves: units, or the cargo and the persons of a unit, each with its requirement and its itinerary.</summary>
    public static IReadOnlyList<(MovementRequirement Requirement, MovementItinerary Itinerary)> Moves(
        MovementProblem problem, IReadOnlyDictionary<string, MovementItinerary> itineraries, List<string> faults)
    {
        var moves = new List<(MovementRequirement, MovementItinerary)>();
        foreach (var requirement in problem.Requirements)
        {
            var itinerary = itineraries[requirement.Id];
            if (requirement.PersonsApart is null != itinerary.PersonsPart is null)
            {
                faults.Add($"{requirement.Id} moves its persons {(itinerary.PersonsPart is null ? "with" : "apart from")} the cargo, unlike its requirement");
            }
            else if (itinerary.PersonsPart is null)
            {
                moves.Add((requirement, itinerary));
            }
            else
            {
                moves.Add(Cargo(requirement, itinerary));
                moves.Add(Persons(requirement, itinerary));
                Together(requirement.Id, itinerary, moves[^2].Item2.ArrivalHour, faults);
            }
        }

        return moves;
    }

    private static void Together(string id, MovementItinerary itinerary, int cargoArrival, List<string> faults)
    {
        var persons = itinerary.PersonsPart;
        if (itinerary.ArrivalHour != Math.Max(cargoArrival, persons.ArrivalHour))
        {
            faults.Add($"{id} is there before its persons and its cargo are both there, or after");
        }

        if (itinerary.IntegrationHour < Math.Max(cargoArrival, persons.ArrivalHour))
        {
            faults.Add($"{id} is integrated before its persons and its cargo have rejoined");
        }

        if (itinerary.HasDebarkationHour && itinerary.DebarkationHour != Math.Max(itinerary.CargoDebarkationHour, persons.DebarkationHour))
        {
            faults.Add($"{id} is at its port of debarkation at another hour than its persons and its cargo");
        }
    }

    private static (MovementRequirement, MovementItinerary) Cargo(MovementRequirement requirement, MovementItinerary unit)
    {
        var cargo = unit.Clone();
        cargo.PersonsPart = null;
        cargo.ArrivalHour = unit.ReceptionSerials.Count > 0 ? unit.ReceptionSerials.Max(s => s.FinishHour) : unit.ReceptionHour;
        return (requirement, cargo);
    }

    private static (MovementRequirement, MovementItinerary) Persons(MovementRequirement requirement, MovementItinerary unit)
    {
        var persons = requirement.Clone();
        var kg = requirement.PersonsApart.HasKgPerPerson ? requirement.PersonsApart.KgPerPerson : 150;
        persons.BulkTonnes = (long)Math.Ceiling(requirement.Persons * kg / (decimal)KgPerTonne);
        (persons.OversizeTonnes, persons.OutsizeTonnes, persons.NotByAirTonnes, persons.HeaviestMlc) = (0, 0, 0, 0);
        persons.Modes.Clear();
        persons.Modes.Add(requirement.PersonsApart.Modes);
        var part = unit.PersonsPart;
        return (persons, new MovementItinerary
        {
            Requirement = unit.Requirement,
            Legs = { part.Legs },
            ReceptionHour = part.ReceptionHour,
            ArrivalHour = part.ArrivalHour,
            ReceptionSerials = { part.ReceptionSerials },
            IntegrationHour = unit.IntegrationHour,
            OperationalHour = unit.OperationalHour,
        });
    }
}
