namespace Summit.Logistics.Scheduling.Search;

/// <summary>A step function over time, from hour 0 on: the free capacity of a resource or the level of a stock.</summary>
internal sealed class Timeline
{
    /// <summary>Means that there is no such hour.</summary>
    public const int Never = int.MaxValue;

    private int[] _times = new int[8];
    private long[] _values = new long[8];

    public Timeline(long value)
    {
        _values[0] = value;
        Steps = 1;
    }

    /// <summary>Number of steps; step i lasts from its time to the time of the next.</summary>
    public int Steps { get; private set; }

    public int TimeOf(int step) => _times[step];

    public long ValueOf(int step) => _values[step];

    /// <summary>The value from the last step on.</summary>
    public long Last => _values[Steps - 1];

    public long Max => _values.AsSpan(0, Steps).ToArray().Max();

    public Timeline Copy()
    {
        var copy = new Timeline(0) { Steps = Steps, _times = new int[_times.Length], _values = new long[_values.Length] };
        Array.Copy(_times, copy._times, Steps);
        Array.Copy(_values, copy._values, Steps);
        return copy;
    }

    /// <summary>The step that contains an hour.</summary>
    public int StepAt(int hour)
    {
        var found = Array.BinarySearch(_times, 0, Steps, hour);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Adds to the value in [from, to).</summary>
    public void Add(int from, int to, long amount)
    {
        if (from >= to || amount == 0)
        {
            return;
        }

        var first = Split(from);
        var last = to == Never ? Steps : Split(to);
        for (var i = first; i < last; i++)
        {
            _values[i] += amount;
        }

        Merge(last);
        Merge(first);
    }

    /// <summary>The earliest start, at or after an hour, of a span in which the value is at least an amount.</summary>
    public int EarliestSpan(int from, int duration, long amount)
    {
        if (duration == 0)
        {
            return from;
        }

        var start = from;
        for (var i = StepAt(from); i < Steps; i++)
        {
            if (_values[i] < amount)
            {
                start = i + 1 < Steps ? _times[i + 1] : Never;
            }
            else if (i + 1 == Steps || _times[i + 1] >= start + duration)
            {
                return start;
            }
        }

        return Never;
    }

    /// <summary>The lowest value in [from, to).</summary>
    public long Least(int from, int to)
    {
        var i = StepAt(from);
        var least = _values[i];
        while (++i < Steps && _times[i] < to)
        {
            least = Math.Min(least, _values[i]);
        }

        return least;
    }

    /// <summary>The latest start of such a span, at or before an hour; -1: never.</summary>
    public int LatestSpan(int to, int duration, long amount)
    {
        if (duration == 0 || to < 0)
        {
            return Math.Max(to, -1);
        }

        var end = to + duration;
        for (var i = StepAt(end - 1); i >= 0; i--)
        {
            if (_values[i] < amount)
            {
                end = _times[i];
            }
            else if (_times[i] <= end - duration)
            {
                return end - duration;
            }
        }

        return -1;
    }

    /// <summary>The earliest hour from which the value permanently stays within limits.</summary>
    public int SettledFrom(long least, long most)
    {
        var i = Steps;
        while (i > 0 && _values[i - 1] >= least && _values[i - 1] <= most)
        {
            i--;
        }

        return i == Steps ? Never : _times[i];
    }

    private int Split(int hour)
    {
        var step = StepAt(hour);
        if (_times[step] == hour)
        {
            return step;
        }

        if (Steps == _times.Length)
        {
            Array.Resize(ref _times, Steps * 2);
            Array.Resize(ref _values, Steps * 2);
        }

        step++;
        Array.Copy(_times, step, _times, step + 1, Steps - step);
        Array.Copy(_values, step, _values, step + 1, Steps - step);
        _times[step] = hour;
        _values[step] = _values[step - 1];
        Steps++;
        return step;
    }

    private void Merge(int step)
    {
        if (step <= 0 || step >= Steps || _values[step] != _values[step - 1])
        {
            return;
        }

        Steps--;
        Array.Copy(_times, step + 1, _times, step, Steps - step);
        Array.Copy(_values, step + 1, _values, step, Steps - step);
    }
}
