using System.Globalization;

namespace Summit.Gateway.Upstream;

/// <summary>How long a call may still take: what its caller asked for, cut to what the contract allows.</summary>
internal readonly struct CallDeadline
{
    private readonly TimeProvider _time;
    private readonly long _start;

    private CallDeadline(TimeProvider time, long start, TimeSpan limit)
    {
        _time = time;
        _start = start;
        Limit = limit;
    }

    /// <summary>Time from the call's arrival; <see cref="Timeout.InfiniteTimeSpan"/> for none.</summary>
    public TimeSpan Limit { get; }

    /// <summary>What is left of it; never negative.</summary>
    public TimeSpan Left
    {
        get
        {
            if (Limit == Timeout.InfiniteTimeSpan)
            {
                return Limit;
            }

            var left = Limit - _time.GetElapsedTime(_start);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Whether the time is up.</summary>
    public bool Expired => Left == TimeSpan.Zero;

    /// <summary>Starts the clock of a call that arrives now.</summary>
    /// <param name="time">Clock.</param>
    /// <param name="header">The caller's <c>grpc-timeout</c>; null or malformed counts as none.</param>
    /// <param name="standard">Limit of a call that names none.</param>
    /// <param name="maximum">Longest limit; infinite for none.</param>
    public static CallDeadline Start(TimeProvider time, string? header, TimeSpan standard, TimeSpan maximum)
    {
        var limit = TryParse(header, out var asked) ? asked : standard;
        var cut = maximum != Timeout.InfiniteTimeSpan && (limit == Timeout.InfiniteTimeSpan || limit > maximum);
        return new(time, time.GetTimestamp(), cut ? maximum : limit);
    }

    /// <summary>Reads a <c>grpc-timeout</c>: up to eight digits and a unit of <c>H M S m u n</c>.</summary>
    public static bool TryParse(string? header, out TimeSpan timeout)
    {
        timeout = default;
        if (header is not { Length: >= 2 and <= 9 }
            || !long.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        long ticks = header[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => -1,
        };
        timeout = new TimeSpan(ticks == 0 ? value / TimeSpan.NanosecondsPerTick : value * ticks);
        return ticks >= 0;
    }

    /// <summary>Writes a time as <c>grpc-timeout</c>, rounded up so that the next hop does not give up before this one.</summary>
    public static string Format(TimeSpan left)
    {
        const long mostDigits = 99_999_999;
        var milliseconds = (left.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;
        return milliseconds <= mostDigits
            ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
            : string.Create(CultureInfo.InvariantCulture, $"{Math.Min(milliseconds / 1000, mostDigits)}S");
    }
}
