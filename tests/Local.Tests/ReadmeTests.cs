using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Summit.Local.Tests;

/// <summary>What the README shows is what the program prints.</summary>
public sealed partial class ReadmeTests(RunningSystem system)
{
    [Fact]
    public async Task Readme_CallExample_PrintsWhatIsShown()
    {
        var example = CallExample().Match(await File.ReadAllTextAsync(Path.Combine(Root(), "README.md")));
        Assert.True(example.Success, "README.md shows no call with its answer");

        var (code, output, errors) = await LocalProgram.RunAsync("call", example.Groups["method"].Value, example.Groups["request"].Value, "--address", system.Address);

        Assert.True(code == 0, errors);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(example.Groups["answer"].Value), JsonNode.Parse(output)), output);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SummitServices.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SummitServices.sln is not above the test's folder");
        }

        return folder;
    }

    [GeneratedRegex("-- call (?<method>\\S+) \\\\\n +'(?<request>[^']+)'\n```\n\n```json\n(?<answer>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CallExample();
}
