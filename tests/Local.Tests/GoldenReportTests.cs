using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Summit.Local.Tests;

/// <summary>
/// The report of the Paris question as whole files, which people read before they are committed. When answers change on purpose,
/// <c>.ci/golden</c> writes them anew. What differs from one installation to the next is masked at the same length.
/// </summary>
public sealed partial class GoldenReportTests(RunningSystem system)
{
    private const string Update = "SUMMIT_UPDATE_GOLDEN";

    [Theory]
    [InlineData("2025-02-17", 80)]
    [InlineData("2025-02-17", 120)]
    [InlineData("2025-04-11", 80)]
    [InlineData("2025-04-11", 120)]
    public async Task Assess_ParisQuestion_IsTheReportThatWasRead(string asOf, int columns)
    {
        var (code, output, errors) = await LocalProgram.RunAsync(LocalProgram.Cli, ["assess", "--address", system.Address, "--as-of", asOf], columns);
        Assert.True(code == 0, errors);
        var file = Path.Combine(Folder(), $"paris-{asOf}-{columns}.txt");
        var report = Masked(output);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            await File.WriteAllTextAsync(file, report, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), report);
    }

    // Hash, revisions and trace differ with each installation and call, and other tests write to this system; spaces at the ends of lines say nothing.
    private static string Masked(string output)
    {
        var masked = Varying().Replace(output.ReplaceLineEndings("\n"), match => new string('*', match.Length));
        return string.Join('\n', masked.Split('\n').Select(line => line.TrimEnd())).TrimEnd('\n') + "\n";
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Golden");

    [GeneratedRegex("[0-9a-f]{64}|[0-9a-f]{32}|[0-9]+@[0-9a-z]{4,8}")]
    private static partial Regex Varying();
}
