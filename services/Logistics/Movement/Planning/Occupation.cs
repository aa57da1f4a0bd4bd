using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Movement.Planning;

/// <summary>The free capacity of each resource over time while units are placed and removed.</summary>
internal sealed class Occupation(PlanResources resources)
{
    private readonly Timeline[] _free = resources.Capacities();

    /// <summary>Number of steps examined so far: the measure of work.</summary>
    public long Looked { get; private set; }

    /// <summary>The earliest starts of a unit's steps within the free capacity; null when it never fits.</summary>
    /// <param name="chain">Its steps.</param>
    /// <param name="notBefore">Earliest hour of its reception.</param>
    public int[]? Fit(Chain chain, int notBefore = 0)
    {
        var starts = new int[chain.Steps.Length];
        var finish = 0L;
        for (var i = 0; i < starts.Length; i++)
        {
            var step = chain.Steps[i];
            var earliest = Math.Max(Math.Max(step.Release, finish + step.Lag), i == chain.Reception ? notBefore : 0);
            if (earliest > PlanResources.MostHours || EarliestStart(step, (int)earliest) is not { } start)
            {
                return null;
            }

            starts[i] = start;
            finish = (long)start + step.Duration;
        }

        return starts;
    }

    /// <summary>Occupies the capacity that the steps use.</summary>
    public void Take(Chain chain, int[] starts) => Change(chain, starts, -1);

    /// <summary>Releases the capacity that the steps use.</summary>
    public void Return(Chain chain, int[] starts) => Change(chain, starts, 1);

    private void Change(Chain chain, int[] starts, int sign)
    {
        for (var i = 0; i < starts.Length; i++)
        {
            foreach (var use in chain.Steps[i].Uses)
            {
                _free[use.Resource].Add(starts[i], starts[i] + chain.Steps[i].Duration, sign * use.Amount);
            }
        }
    }

    private int? EarliestStart(Step step, int from)
    {
        Looked++;
        for (var start = from; ;)
        {
            var at = start;
            foreach (var use in step.Uses)
            {
                at = _free[use.Resource].EarliestSpan(at, step.Duration, use.Amount);
                if (at == Timeline.Never)
                {
                    return null;
                }
            }

            if (at == start)
            {
                return at;
            }

            start = at;
        }
    }
}
