using System.Globalization;

namespace Summit.WebConsole.Charts;

/// <summary>Maps values to places on a drawing, with round values for its ticks.</summary>
internal sealed class Scale
{
    private readonly double _start;
    private readonly double _end;

    /// <param name="low">Lowest value shown.</param>
    /// <param name="high">Highest value shown.</param>
    /// <param name="start">Place of the lowest value.</param>
    /// <param name="end">Place of the highest value.</param>
    /// <param name="ticks">About how many ticks.</param>
    public Scale(double low, double high, double start, double end, int ticks = 5)
    {
        (_start, _end) = (start, end);
        var step = RoundStep(Math.Max(high - low, double.Epsilon * 1e300) / ticks);
        Low = Math.Floor(low / step) * step;
        High = Math.Max(Low + step, Math.Ceiling(high / step) * step);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((High - Low) / step) + 1).Select(i => Low + (i * step))];
    }

    public double Low { get; }

    public double High { get; }

    /// <summary>Values of the ticks.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>The place of a value, in the text of a drawing.</summary>
    public string At(double value) => Text(Place(value));

    /// <summary>The place of a value.</summary>
    public double Place(double value) => _start + ((value - Low) / (High - Low) * (_end - _start));

    /// <summary>A number as drawings want it.</summary>
    public static string Text(double number) => Math.Round(number, 1).ToString(CultureInfo.InvariantCulture);

    private static double RoundStep(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
