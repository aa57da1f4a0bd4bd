using System.Diagnostics;

namespace Summit.Logistics.Scheduling.Search;

/// <summary>Counts the work of a search against its budget, and also checks the wall-clock limit.</summary>
internal sealed class WorkMeter(SchedulingBudget budget, CancellationToken token)
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    public CancellationToken Token => token;

    public long Seed => budget.Seed;

    public double Used { get; private set; }

    public double Left => Math.Max(0, budget.Work - Used);

    /// <summary>Whether the wall-clock limit ended something that the budget had not ended.</summary>
    public bool WasCut { get; private set; }

    public TimeSpan WallLeft => budget.WallLimit - Stopwatch.GetElapsedTime(_begun);

    public bool IsOver
    {
        get
        {
            if (Left <= 0)
            {
                return true;
            }

            WasCut |= WallLeft <= TimeSpan.Zero;
            return WasCut;
        }
    }

    public void Charge(double work, bool cut = false)
    {
        Used += work;
        WasCut |= cut;
    }
}
