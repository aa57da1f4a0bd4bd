using System.Globalization;

namespace Grpc.Protocol;

/// <summary>The value of grpc-timeout: up to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const int MaxDigits = 8;
    private const long TooManyDigits = 100_000_000;

    /// <summary>The longest time a timer takes; a deadline beyond it is no deadline.</summary>
    public static readonly TimeSpan MaxTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private static readonly (char Unit, long Nanoseconds)[] Units =
    [
        ('n', 1), ('u', 1000), ('m', 1_000_000), ('S', 1_000_000_000), ('M', 60_000_000_000), ('H', 3_600_000_000_000),
    ];

    public static bool TryParse(ReadOnlySpan<char> value, out TimeSpan timeout)
    {
        timeout = default;
        if (value.Length is < 2 or > MaxDigits + 1 || !int.TryParse(value[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        foreach (var (unit, nanoseconds) in Units)
        {
            if (unit == value[^1])
            {
                var ticks = (Int128)count * nanoseconds / TimeSpan.NanosecondsPerTick;
                timeout = ticks > TimeSpan.MaxValue.Ticks ? TimeSpan.MaxValue : new TimeSpan((long)ticks);
                return true;
            }
        }

        return false;
    }

    /// <summary>In the finest unit that fits, rounded up so that the other side never gives up first.</summary>
    public static string Format(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "1n";
        }

        var total = (Int128)timeout.Ticks * TimeSpan.NanosecondsPerTick;
        foreach (var (unit, nanoseconds) in Units)
        {
            var count = (total + nanoseconds - 1) / nanoseconds;
            if (count < TooManyDigits)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{(long)count}{unit}");
            }
        }

        return "99999999H";
    }
}
