using System.Globalization;

namespace Summit.Resilience.Tests;

/// <summary>
/// How long the tests run: short by default, long on demand. SUMMIT_RESTARTS, SUMMIT_KILLS and SUMMIT_OUTAGES say how often
/// each of these happens, SUMMIT_HISTORY_SECONDS how long the checked history is, SUMMIT_SEED repeats a run's choices.
/// </summary>
internal static class Settings
{
    /// <summary>Graceful restarts, one process at a time. The long form is 200.</summary>
    public static int Restarts { get; } = Number("SUMMIT_RESTARTS", 3);

    /// <summary>Writing replicas that are killed. The long form is 1,000.</summary>
    public static int Kills { get; } = Number("SUMMIT_KILLS", 2);

    /// <summary>How often PostgreSQL and Redis go away. The long form is 50.</summary>
    public static int Outages { get; } = Number("SUMMIT_OUTAGES", 2);

    /// <summary>How long clients work while things go wrong; zero leaves the history out. The long form is 3,600.</summary>
    public static TimeSpan History { get; } = TimeSpan.FromSeconds(Number("SUMMIT_HISTORY_SECONDS", 0));

    /// <summary>SUMMIT_OLD_VERSION: folder in which the last version was built; null leaves out the test of two versions.</summary>
    public static string? OldVersion { get; } = Environment.GetEnvironmentVariable("SUMMIT_OLD_VERSION");

    public static int Seed { get; } = Number("SUMMIT_SEED", Random.Shared.Next());

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : otherwise;
}
