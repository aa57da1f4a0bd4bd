using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Summit.Scenarios.Listing;

namespace Summit.Scenarios.Running;

/// <summary>
/// A program in another language that runs the scenarios. It writes <c>do VERB HOST</c> and reads <c>done</c>, and it writes
/// one line for each scenario; README.md describes both.
/// </summary>
internal static class ForeignProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The repository's root; the programs and their packages are below it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Runs the program to its end; returns the outcome of each scenario that it wrote, <c>holds</c> or what went wrong.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> RunAsync(ProcessStartInfo start, RunningSystem system, Surroundings surroundings)
    {
        using var file = new TemporaryFolder();
        var path = Path.Combine(file.Path, "surroundings.json");
        await File.WriteAllTextAsync(path, JsonSerializer.Serialize(surroundings, JsonSerializerOptions.Web));
        start.ArgumentList.Add(path);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            var (outcomes, other) = await ReadAsync(process, system).WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            var ended = $"{start.FileName} ended with code {process.ExitCode}.\n{other}\n{await errors}";
            return ScenarioList.All.Names.ToDictionary(name => name, name => outcomes.GetValueOrDefault(name) ?? $"was not run; {ended}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<(Dictionary<string, string> Outcomes, string Other)> ReadAsync(Process process, RunningSystem system)
    {
        var outcomes = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("do ", StringComparison.Ordinal))
            {
                await process.StandardInput.WriteLineAsync(await AnswerAsync(line["do ".Length..], system));
                await process.StandardInput.FlushAsync();
            }
            else if (line.Split(' ', 3) is ["scenario", var name, var outcome])
            {
                outcomes[name] = outcome;
            }
            else
            {
                rest.AppendLine(line);
            }
        }

        return (outcomes, rest.ToString());
    }

    private static async Task<string> AnswerAsync(string command, RunningSystem system)
    {
        try
        {
            await system.DoAsync(command);
            return "done";
        }
        catch (Exception e) when (e is ArgumentException or TimeoutException or Xunit.Sdk.XunitException)
        {
            return $"failed {e.Message.ReplaceLineEndings(" ")}";
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SummitServices.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No SummitServices.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
