using Summit.Logistics.V1;

namespace Summit.Logistics.Movement;

/// <summary>Compares two plans.</summary>
internal static class ComparePlans
{
    public static ComparePlansResponse Handle(ComparePlansRequest request)
    {
        var first = request.First.Itineraries.ToLookup(i => i.Requirement, StringComparer.Ordinal);
        var second = request.Second.Itineraries.ToLookup(i => i.Requirement, StringComparer.Ordinal);
        var ids = first.Select(g => g.Key).Union(second.Select(g => g.Key)).Order(StringComparer.Ordinal);
        return new ComparePlansResponse
        {
            ClosureHours = request.Second.ClosureHour - request.First.ClosureHour,
            OperationalHours = request.Second.OperationalHour - request.First.OperationalHour,
            Differences = { ids.Select(id => Difference(id, first[id].FirstOrDefault(), second[id].FirstOrDefault())).OfType<ItineraryDifference>() },
        };
    }

    private static ItineraryDifference? Difference(string id, MovementItinerary? first, MovementItinerary? second)
    {
        if (first is null || second is null)
        {
            return new ItineraryDifference { Requirement = id, OnlyFirst = second is null, OnlySecond = first is null };
        }

        var sameWay = first.Legs.Select(l => l.Arc).SequenceEqual(second.Legs.Select(l => l.Arc), StringComparer.Ordinal);
        var difference = new ItineraryDifference { Requirement = id, ArrivalHours = second.ArrivalHour - first.ArrivalHour };
        if (!sameWay)
        {
            difference.FirstArcs.Add(first.Legs.Select(l => l.Arc));
            difference.SecondArcs.Add(second.Legs.Select(l => l.Arc));
        }

        return sameWay && difference.ArrivalHours == 0 && first.OperationalHour == second.OperationalHour ? null : difference;
    }
}
