using System.Text.Json.Nodes;

namespace Summit.Local.Tests;

/// <summary>An analyst keeps a question, imports tables into it and compares it with the question as it was.</summary>
public sealed class ScenarioImportTests(RunningSystem system)
{
    private const string Units = "name,persons\nnations/GBR/forceElements/gbr-01,100\n";
    private const string Prices = "kind,factor\npresence,1.5\nreset,0.5\n";

    [Fact]
    public async Task Import_IntoAScenario_ChangesItsAnswerOnly()
    {
        using var folder = new TemporaryFolder();
        var (units, prices) = (Path.Combine(folder.Path, "units.csv"), Path.Combine(folder.Path, "prices.csv"));
        await File.WriteAllTextAsync(units, Units, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(prices, Prices, TestContext.Current.CancellationToken);
        var (ann, ben) = (await TokenAsync("ann"), await TokenAsync("ben"));
        var plain = await AnswerAsync(ann);

        var scenario = (await RunAsync(ann, 0, "scenarios", "add", "Dearer and fewer", "--strength", "10000", "--draws", "0")).Output.Trim();
        var dry = await RunAsync(ann, 0, "import", "force-elements", units, "--scenario", scenario, "--dry-run");
        var first = await RunAsync(ann, 0, "import", "force-elements", units, "--scenario", scenario);
        var costs = await RunAsync(ann, 0, "import", "prices", prices, "--scenario", scenario);
        var again = await RunAsync(ann, 0, "import", "prices", prices, "--scenario", scenario);
        var other = await RunAsync(ben, 1, "import", "prices", prices, "--scenario", scenario);
        var compared = JsonNode.Parse((await RunAsync(ann, 0, "compare", "strength=10000 draws=0", scenario, "--json", "--no-causes")).Output)!;

        Assert.Contains("1 new, 0 changed, 0 as held. A dry run: nothing was written.", dry.Output, StringComparison.Ordinal);
        Assert.Contains("1 new, 0 changed, 0 as held. Revision", first.Output, StringComparison.Ordinal);
        Assert.Contains("2 new, 0 changed, 0 as held. Revision", costs.Output, StringComparison.Ordinal);
        Assert.EndsWith("0 new, 0 changed, 2 as held.", again.Output.Trim(), StringComparison.Ordinal);
        Assert.Contains("RESOURCE_NOT_FOUND", other.Errors, StringComparison.Ordinal);
        Assert.NotEqual(Hash(compared, 0), Hash(compared, 1));
        Assert.Empty(Overrides(compared, 0));
        Assert.Equal(["nations/GBR/forceElements/gbr-01", "presence", "reset"], Overrides(compared, 1).Select(o => (string)o!["subject"]!));
        Assert.NotEqual(Figures(compared, 0), Figures(compared, 1));
        Assert.Equal(plain, await AnswerAsync(ann));
    }

    // The whole answer, as a stream, which no cache answers. Hash and revisions tell that something was written, whatever it was;
    // other tests write too.
    private async Task<string> AnswerAsync(string token)
    {
        var lines = (await RunAsync(token, 0, "call", "summit.logistics.v1.AssessmentService/StreamAssessment", """{"assessment": {"strengthPersons": 10000, "draws": 0}}""", "--timeout", "60")).Output;
        var answer = JsonNode.Parse(lines.Trim().Split('\n')[^1])!["answer"]!.AsObject();
        Assert.True(answer.Remove("revisions") && answer.Remove("resultHash"));
        return answer.ToJsonString();
    }

    private static string Hash(JsonNode compared, int column) => (string)compared["columns"]![column]!["resultHash"]!;

    private static JsonArray Overrides(JsonNode compared, int column) => compared["columns"]![column]!["overrides"]!.AsArray();

    private static string[] Figures(JsonNode compared, int column) => [.. compared["figures"]!.AsArray().Select(figure => (string)figure!["values"]![column]!["text"]!)];

    private async Task<string> TokenAsync(string analyst) => (await LocalProgram.RunAsync("token", "--role", "analyst", "--subject", analyst, "--data", system.Data)).Output.Trim();

    private async Task<(string Output, string Errors)> RunAsync(string token, int expected, params string[] arguments)
    {
        var (code, output, errors) = await LocalProgram.RunAsync([.. arguments, "--token", token, "--address", system.Address]);
        Assert.True(code == expected, $"{string.Join(' ', arguments)} ended with {code}: {errors}");
        return (output, errors);
    }
}
