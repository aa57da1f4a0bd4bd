using Summit.Nations.V1;
using Verification = Summit.Nations.V1.Incident.Types.Verification;

namespace Summit.Nations.ResponseLadders;

/// <summary>The incidents that count at a time, by event time, then name, and how the others were used.</summary>
/// <param name="Incidents">Observed or confirmed events up to the time, each once.</param>
/// <param name="Counts">Number of events by use.</param>
internal sealed record Counting(IReadOnlyList<Incident> Incidents, IncidentCounts Counts)
{
    /// <summary>Chooses one report of each event, whatever their order, and keeps those that count.</summary>
    public static Counting Of(IEnumerable<Incident> reports, DateTimeOffset time)
    {
        var all = reports.ToList();
        var events = all.GroupBy(r => r.Name, StringComparer.Ordinal)
            .Select(Best)
            .OrderBy(e => e.EventTime).ThenBy(e => e.Name, StringComparer.Ordinal).ToList();
        var past = events.Where(e => e.EventTime.ToDateTimeOffset() <= time).ToList();
        var counted = past.Where(e => e.Verification is Verification.Observed or Verification.Confirmed).ToList();
        return new Counting(counted, new IncidentCounts
        {
            Counted = counted.Count,
            Claimed = past.Count - counted.Count,
            Later = events.Count - past.Count,
            RepeatedReports = all.Count - events.Count,
        });
    }

    // The last key settles reports that differ only in what does not count, so that the order of the request never matters.
    private static Incident Best(IGrouping<string, Incident> reports) => reports.Skip(1).Any()
        ? reports.OrderByDescending(r => r.Verification).ThenBy(r => r.EventTime).ThenByDescending(r => r.Severity).ThenBy(r => r.ToString(), StringComparer.Ordinal).First()
        : reports.First();
}
