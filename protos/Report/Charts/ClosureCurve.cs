namespace Summit.Report.Charts;

/// <summary>Draws how much has arrived by day, as columns of eighths: filled for arrivals at the destination, a dot for cargo that has left its ship or train.</summary>
internal static class ClosureCurve
{
    private const int Height = 8;
    private const int AxisWidth = 9;
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <param name="points">Day after C-day, tonnes at the ports, tonnes at the destination; in order of day.</param>
    /// <param name="width">Columns to draw in.</param>
    public static IReadOnlyList<string> Draw(IReadOnlyList<(int Day, long Port, long Destination)> points, int width)
    {
        var last = points[^1].Day;
        var most = Math.Max(1, points.Max(p => Math.Max(p.Port, p.Destination)));
        var columns = Math.Max(10, width - AxisWidth - 1);
        var lines = new List<string>();
        for (var row = Height - 1; row >= 0; row--)
        {
            var label = row == Height - 1 ? $"{most:N0} t" : row == (Height / 2) - 1 ? $"{most / 2:N0} t" : "";
            var cells = Enumerable.Range(0, columns).Select(column => Cell(At(points, column * last / (columns - 1.0)), most, row));
            lines.Add($"{label,AxisWidth} {string.Concat(cells)}");
        }

        var end = $"C+{last}";
        lines.Add($"{"",AxisWidth} {"C+0".PadRight(columns - end.Length)}{end}");
        return lines;
    }

    /// <summary>The arrivals by a day: those of the last point that is not after it.</summary>
    private static (long Port, long Destination) At(IReadOnlyList<(int Day, long Port, long Destination)> points, double day)
    {
        (long, long) at = (0, 0);
        foreach (var point in points)
        {
            if (point.Day > day)
            {
                break;
            }

            at = (point.Port, point.Destination);
        }

        return at;
    }

    private static char Cell((long Port, long Destination) at, long most, int row)
    {
        var filled = Math.Clamp((int)Math.Round((at.Destination * Height * 8.0 / most) - (row * 8)), 0, 8);
        var port = at.Port > 0 ? (int)Math.Ceiling(at.Port * (double)Height / most) - 1 : -1;
        return filled == 0 && port == row ? '·' : Eighths[filled];
    }
}
