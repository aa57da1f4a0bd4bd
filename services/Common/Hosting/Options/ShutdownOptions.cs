namespace Summit.Hosting.Options;

/// <summary>
/// How a host goes down; section <c>Summit:Shutdown</c>. The numbers stand together because they depend on each other:
/// probe period &lt; Notice, and Notice + Drain + Flush &lt; Termination, after which the platform kills.
/// </summary>
public sealed class ShutdownOptions
{
    /// <summary>How often the platform asks for readiness; it must do so at least once within Notice. Default: 2 s.</summary>
    public TimeSpan ProbePeriod { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Wait between "not ready" and the end of work, for callers to notice. Zero under a parent process. Default: 5 s.</summary>
    public TimeSpan Notice { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long running calls may take to finish. Default: 20 s.</summary>
    public TimeSpan Drain { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long telemetry may take to leave. Default: 5 s.</summary>
    public TimeSpan Flush { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>When the platform kills. Default: 40 s.</summary>
    public TimeSpan Termination { get; set; } = TimeSpan.FromSeconds(40);

    internal IEnumerable<string> Errors()
    {
        if (Notice < TimeSpan.Zero || Drain <= TimeSpan.Zero || Flush <= TimeSpan.Zero || ProbePeriod <= TimeSpan.Zero)
        {
            yield return "Summit:Shutdown: Drain, Flush and ProbePeriod must be above zero and Notice not below";
        }

        if (Notice != TimeSpan.Zero && Notice <= ProbePeriod)
        {
            yield return $"Summit:Shutdown:Notice {Notice} must be longer than ProbePeriod {ProbePeriod}, or callers do not notice";
        }

        if (Notice + Drain + Flush >= Termination)
        {
            yield return $"Summit:Shutdown: Notice + Drain + Flush is {Notice + Drain + Flush}; it must be shorter than Termination {Termination}";
        }
    }
}
