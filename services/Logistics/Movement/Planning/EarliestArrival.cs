namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// A lower bound on a unit's arrival hour at its destination, regardless of the other units. Its first part takes the fastest
/// route on which dates and permits hold, and then all of it has to pass some last arc and reception.
/// </summary>
internal sealed class EarliestArrival(PlanNetwork network)
{
    private readonly LegTimes _times = new(network);

    public int Of(Row row)
    {
        var finder = new RouteFinder(network, row);
        var head = (int)finder.Earliest(row.ReadyHour, (before, arc, hour) =>
            Math.Max(hour + (before < 0 ? 0 : _times.Handling(before, arc)), _times.Release(row, arc)) + _times.Transit(arc));
        var reception = network.Throughput(row.Destination) is { } rate ? LegTimes.HoursToPass(row.Tonnes, rate) : 0;
        return head + Math.Max(reception, finder.OpenInto(row.Destination).Min(a => _times.Entry(row, a)));
    }
}
