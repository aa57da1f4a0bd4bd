namespace Summit.Local.Tests;

/// <summary>Import and export as a user runs them.</summary>
public sealed class DataTests(RunningSystem system)
{
    [Fact]
    public async Task Import_DryRunOfAnExportedType_NothingChanges()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "polls.xlsx");

        var exported = await Run("export", "polls", "--out", file);
        var (code, output, errors) = await RunAs("secretariat", "import", "polls", file, "--dry-run");

        Assert.True(exported.Code == 0 && code == 0, exported.Errors + errors);
        Assert.Contains("0 new, 0 changed", output, StringComparison.Ordinal);
        Assert.Contains("nothing was written", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_FileWithFaults_OneLineEachAndExitCode2()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "nodes.csv");
        await File.WriteAllTextAsync(file, "id,display_name,kind,nation\na,A,TANK,FRA\nb,B,ORIGIN,Ruritania\n", TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunAs("secretariat", "import", "transport-nodes", file);

        Assert.Equal(2, code);
        Assert.Contains("row 2, column C kind: \"TANK\" is not one of ORIGIN", errors, StringComparison.Ordinal);
        Assert.Contains("row 3, column D nation", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_AnalystsToken_SaysWhoMay()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "polls.csv");
        await File.WriteAllTextAsync(file, "id,question\na,b\n", TestContext.Current.CancellationToken);

        var (code, _, errors) = await RunAs("analyst", "import", "polls", file);

        Assert.Equal(1, code);
        Assert.Contains("ROLE_NOT_ALLOWED", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "tanks", "x.csv")]
    [InlineData("import", "polls", "no-such-file.csv")]
    [InlineData("export", "tanks")]
    [InlineData("export", "polls", "--format", "xlsx")]
    public async Task Data_WrongWords_ExitCode2(params string[] arguments)
    {
        var (code, _, errors) = await Run(arguments);

        Assert.Equal(2, code);
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Export_Assessment_FactsWithTheirSources()
    {
        var (code, output, errors) = await Run("export", "assess", "--format", "csv");

        Assert.True(code == 0, errors);
        Assert.Contains("source.title", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> Run(params string[] arguments) => LocalProgram.RunAsync([.. arguments, "--address", system.Address]);

    private async Task<(int Code, string Output, string Errors)> RunAs(string role, params string[] arguments)
    {
        var token = (await LocalProgram.RunAsync("token", "--role", role, "--data", system.Data)).Output.Trim();
        return await Run([.. arguments, "--token", token]);
    }
}
