namespace Summit.Logistics.Rotation.Planning;

/// <summary>Persons that count, month by month.</summary>
internal static class Coverage
{
    public static long[] Of(LineNeed need, RotationTerms terms, IEnumerable<Tour> tours)
    {
        var persons = InPlaceAtStart(need, terms);
        foreach (var tour in tours)
        {
            Add(persons, tour.Persons, terms.CountsFrom(tour.Start), tour.Start + terms.Tour);
        }

        return persons;
    }

    /// <summary>Persons of the units that are in place at the start of the plan, until their tours end.</summary>
    public static long[] InPlaceAtStart(LineNeed need, RotationTerms terms)
    {
        var persons = new long[need.Months];
        foreach (var unit in need.Units.Where(u => u.Served is not null))
        {
            Add(persons, unit.Persons, 0, terms.Tour - unit.Served!.Value);
        }

        return persons;
    }

    public static void Add(long[] persons, long more, int first, int end)
    {
        for (var month = first; month < Math.Min(end, persons.Length); month++)
        {
            persons[month] += more;
        }
    }
}
