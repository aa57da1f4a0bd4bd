namespace Summit.Logistics.Movement.Planning;

/// <summary>A load that becomes available at a node: evenly from one hour to another, or at once when they are the same.</summary>
/// <param name="From">First hour.</param>
/// <param name="To">Hour after the last.</param>
/// <param name="Load">The load, in twenty-fourths of a tonne.</param>
internal readonly record struct Inflow(int From, int To, long Load)
{
    /// <summary>Load per hour; 0 when it comes at once.</summary>
    public long Rate => To == From ? 0 : Load / (To - From);

    /// <summary>What arrives at the end of a stage, in order of time.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="serials">Its serials, in order of their starts.</param>
    /// <param name="handling">Hours until it may go on.</param>
    public static List<Inflow> After(Stage stage, Serial[] serials, int handling)
    {
        var shift = stage.Transit + handling;
        var all = new List<Inflow>(serials.Length);
        foreach (var s in serials)
        {
            all.Add(stage.Lift is null ? new Inflow(s.Start + shift, s.Finish + shift, s.Load) : new Inflow(s.Start + shift, s.Start + shift, s.Load));
        }

        return all;
    }
}

/// <summary>Takes loads from a list of inflows as time goes on.</summary>
internal struct Waiting(List<Inflow> inflows)
{
    private int _next = 0;
    private int _from = -1; // hour until which the current inflow has been counted

    /// <summary>Load that waits.</summary>
    public long Load { get; set; } = 0;

    /// <summary>Load per hour that comes from now on.</summary>
    public long Rate { get; private set; } = 0;

    /// <summary>Hour until which that rate holds.</summary>
    public int Until { get; private set; } = 0;

    /// <summary>Whether nothing more comes.</summary>
    public readonly bool IsComplete => _next == inflows.Count;

    /// <summary>Counts what has come by an hour; hours never go back.</summary>
    public void AdvanceTo(int hour)
    {
        while (_next < inflows.Count && inflows[_next] is var flow && flow.To <= hour)
        {
            Load += flow.Load - (_from < 0 ? 0 : flow.Rate * (_from - flow.From));
            (_next, _from) = (_next + 1, -1);
        }

        (Rate, Until) = (0, Scheduling.Search.Timeline.Never);
        if (_next == inflows.Count)
        {
            return;
        }

        var current = inflows[_next];
        if (current.From > hour)
        {
            Until = current.From;
            return;
        }

        var counted = _from < 0 ? current.From : _from;
        Load += current.Rate * (hour - counted);
        (_from, Rate, Until) = (hour, current.Rate, current.To);
    }
}
