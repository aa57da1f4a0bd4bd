namespace Summit.Logistics.Movement.Planning;

/// <summary>
/// The hour before which a unit cannot be at its destination, whatever the others do: its first part goes the fastest way on which
/// dates and permits hold, and then all of it has to come through some last arc and through reception.
/// </summary>
internal sealed class EarliestArrival(PlanNetwork network)
{
    private readonly LegTimes _times = new(network);

    public int Of(Row row)
    {
        var finder = new RouteFinder(network, row);
        var head = (int)finder.Earliest(row.ReadyHour, (before, arc, hour) =>
            Math.Max(hour + (before < 0 ? 0 : _times.Handling(before, arc)), _times.Release(row, arc)) + _times.Head(arc));
        var reception = network.Throughput(row.Destination) is { } rate ? LegTimes.HoursToPass(row.Tonnes, rate) : 0;
        return head + Math.Max(reception, finder.OpenInto(row.Destination).Min(a => TailAfterHead(row, a)));
    }

    private int TailAfterHead(Row row, int arc) => _times.Duration(row, arc) + _times.Tail(arc) - _times.Head(arc);
}
