using System.Diagnostics;
using System.Text;

namespace Summit;

/// <summary>The built program as its users start it: a process with arguments, output and an exit code.</summary>
internal sealed class LocalProgram : IAsyncDisposable
{
    /// <summary>The command line without the launcher.</summary>
    public const string Cli = "Summit.Cli";

    private const string Launcher = "Summit.Local";
    private const int WideTerminal = 160;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private LocalProgram(string program, string[] arguments, int columns = WideTerminal)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["COLUMNS"] = columns.ToString();
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => { lock (_errors) { _errors.AppendLine(line.Data); } };
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    public static LocalProgram Start(params string[] arguments) => new(Launcher, arguments);

    /// <summary>Runs the program to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(Launcher, arguments);

    /// <param name="name">The program.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="columns">Width of its terminal.</param>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string name, string[] arguments, int columns = WideTerminal)
    {
        await using var program = new LocalProgram(name, arguments, columns);
        var output = await program._process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await program._process.WaitForExitAsync().WaitAsync(Patience);
        return (program._process.ExitCode, output, program.Errors);
    }

    /// <summary>Reads output until a line contains the text; returns that line.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var seen = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            seen.AppendLine(line);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }

        Assert.Fail($"The program ended without printing '{text}'. It printed:\n{seen}\n{Errors}");
        return "";
    }

    /// <summary>Ids of the processes this one started.</summary>
    public IReadOnlyList<int> Children() =>
        [.. Directory.GetDirectories($"/proc/{Id}/task").SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(int.Parse)];

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
