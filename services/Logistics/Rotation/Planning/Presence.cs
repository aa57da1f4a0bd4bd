namespace Summit.Logistics.Rotation.Planning;

/// <summary>
/// What the ceilings of nations leave, month by month. A unit counts towards the ceiling from the first month of its tour on, also
/// while it takes over. Persons in place from the start count too; where they exceed a ceiling, nobody may join them.
/// </summary>
internal sealed class Presence
{
    private readonly RotationTerms _terms;
    private readonly Dictionary<string, long[]> _left;

    /// <param name="ceilings">The most persons at one time, by nation. Nations without an entry have no ceiling.</param>
    /// <param name="needs">All lines, whose units in place from the start are counted.</param>
    /// <param name="terms">How tours relieve each other.</param>
    public Presence(IReadOnlyDictionary<string, long> ceilings, IReadOnlyCollection<LineNeed> needs, RotationTerms terms)
    {
        var months = needs.Max(n => n.End);
        _terms = terms;
        _left = ceilings.ToDictionary(c => c.Key, c => Enumerable.Repeat(c.Value, months).ToArray(), StringComparer.Ordinal);
        foreach (var need in needs)
        {
            foreach (var unit in need.Units.Where(u => u.Served is not null))
            {
                Take(unit, 0, Math.Min(need.End, terms.Tour - unit.Served!.Value), unit.Persons);
            }
        }
    }

    /// <summary>Whether the unit's nation has a ceiling.</summary>
    public bool Limits(RotationUnit unit) => _left.ContainsKey(unit.Nation);

    /// <summary>Persons that may still be present, by nation and month.</summary>
    public IReadOnlyDictionary<string, long[]> Left => _left;

    /// <summary>The most persons of a unit that may begin a tour in a month.</summary>
    public long Most(RotationUnit unit, int start, int lineEnd)
    {
        var persons = unit.PersonsFrom(start, _terms, lineEnd);
        if (persons > 0 && _left.TryGetValue(unit.Nation, out var left))
        {
            for (var month = start; month < Math.Min(start + _terms.Tour, lineEnd); month++)
            {
                persons = Math.Min(persons, left[month]);
            }
        }

        return persons;
    }

    /// <summary>Counts a tour.</summary>
    public void Take(LineNeed need, Tour tour) => Take(need.Units[tour.Unit], tour.Start, Math.Min(tour.Start + _terms.Tour, need.End), tour.Persons);

    private void Take(RotationUnit unit, int first, int end, long persons)
    {
        if (_left.TryGetValue(unit.Nation, out var left))
        {
            for (var month = first; month < end; month++)
            {
                left[month] = Math.Max(0, left[month] - persons);
            }
        }
    }
}
