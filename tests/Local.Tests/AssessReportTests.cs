namespace Summit.Local.Tests;

/// <summary>The report of the Paris question, as people read it.</summary>
public sealed class AssessReportTests(RunningSystem system)
{
    private const int FirstScreenLines = 15;

    [Theory]
    [InlineData("2025-02-17")]
    [InlineData("2025-04-11")]
    public async Task Assess_FirstScreen_AnswersInFifteenLinesOf80Columns(string asOf)
    {
        var output = await RunAsync(80, "--brief", "--as-of", asOf);

        var lines = output.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 10, FirstScreenLines);
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        foreach (var label in new[] { "Verdict", "Asked", "How many", "By when", "How long", "Cost", "Pays most", "Needs yes of", "Bottleneck", "Changes it" })
        {
            Assert.Contains(lines, line => line.StartsWith(label, StringComparison.Ordinal));
        }

        Assert.Contains("Ukraine", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public async Task Assess_Report_FitsTheWidthAndNamesNations(int columns)
    {
        var output = await RunAsync(columns, "--facts");

        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= columns, line));
        foreach (var part in new[] { "Who still has to say yes", "How many", "How long", "By when", "Cost and shares", "How united", "Obligations at home", "Room in budgets", "Response ladder", "Facts used", "Assumptions", "█" })
        {
            Assert.Contains(part, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("nations/", output, StringComparison.Ordinal);
        Assert.DoesNotContain("transportNodes/", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assess_Html_IsOnePageThatNeedsNothingElse()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "report.html");

        await RunAsync(80, "--html", file);

        var page = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.Contains("<h2>Cost and shares</h2>", page, StringComparison.Ordinal);
        Assert.Contains("Ukraine", page, StringComparison.Ordinal);
        foreach (var outside in new[] { "http://", "https://", "<script", "src=", "<link" })
        {
            Assert.DoesNotContain(outside, page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Assess_Csv_HasFourCellsALine()
    {
        var output = await RunAsync(80, "--csv");

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("block,row,column,value", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("Cost and shares,France,GDP,EUR", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Equal(4, Cells(line)));
    }

    private async Task<string> RunAsync(int columns, params string[] options)
    {
        var (code, output, errors) = await LocalProgram.RunAsync(LocalProgram.Cli, ["assess", "--address", system.Address, .. options], columns);
        Assert.True(code == 0, errors);
        return output;
    }

    private static int Cells(string line)
    {
        var quoted = false;
        return 1 + line.Count(c =>
        {
            quoted ^= c == '"';
            return c == ',' && !quoted;
        });
    }
}
