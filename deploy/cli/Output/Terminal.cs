using Spectre.Console;

namespace Summit.Cli.Output;

/// <summary>The two consoles: answers go to standard output, progress and errors to standard error.</summary>
internal static class Terminal
{
    private const int DefaultWidth = 80;

    /// <summary>Wide enough to keep a message in a log file or a pipe on one line.</summary>
    private const int Unwrapped = 4_000;

    public static IAnsiConsole Out { get; } = Create(Console.Out, Console.IsOutputRedirected, DefaultWidth);

    public static IAnsiConsole Error { get; } = Create(Console.Error, Console.IsErrorRedirected, Unwrapped);

    /// <summary>Shows progress on standard error; writes nothing when that is not a terminal.</summary>
    public static Task<T> WaitAsync<T>(string what, Func<Task<T>> work) =>
        Console.IsErrorRedirected ? work() : Error.Status().StartAsync(what, _ => work());

    private static IAnsiConsole Create(TextWriter writer, bool redirected, int redirectedWidth)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = redirectedWidth;
        }

        if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out var columns) && columns > 0 && redirectedWidth == DefaultWidth)
        {
            console.Profile.Width = columns;
        }

        return console;
    }
}
