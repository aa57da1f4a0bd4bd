namespace Summit.WebConsole.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">Name in the legend.</param>
/// <param name="Points">Points in order of X.</param>
/// <param name="Steps">Whether the value holds until the next point.</param>
public sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, bool Steps = false);

/// <summary>A vertical line at a moment, with its name.</summary>
public sealed record Mark(double X, string Name);

/// <summary>A bar: a value, and the range it lies in when that is known.</summary>
/// <param name="Label">Name beside the bar.</param>
/// <param name="Value">Length of the bar.</param>
/// <param name="Text">The value as it is shown.</param>
/// <param name="Low">Low end; null for none.</param>
/// <param name="High">High end; null for none.</param>
/// <param name="Kind">Which of the chart's colours and patterns it has, from 1.</param>
public sealed record Bar(string Label, double Value, string Text, double? Low = null, double? High = null, int Kind = 1);

/// <summary>A stretch of time in a row of a Gantt chart.</summary>
/// <param name="Row">Name of the row.</param>
/// <param name="Start">Start.</param>
/// <param name="End">End.</param>
/// <param name="Text">What it is, shown to a pointer and to a screen reader.</param>
/// <param name="Kind">Which of the chart's colours and patterns it has, from 1.</param>
public sealed record Stretch(string Row, double Start, double End, string Text, int Kind = 1);
