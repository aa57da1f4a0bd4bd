using System.Text.Json;
using System.Text.RegularExpressions;

namespace Summit.Interop;

/// <summary>Plain <c>curl</c> at the web port, as the README shows it.</summary>
public sealed partial class CurlTests(RunningSystem system)
{
    [Fact]
    public async Task Readme_CurlLine_ListsNations()
    {
        Requires.OrSkip(ForeignProgram.HasCurl, "curl");
        var line = Line().Match(await File.ReadAllTextAsync(Path.Combine(ForeignProgram.Root, "README.md")));
        Assert.True(line.Success, "README.md shows no curl");

        var (code, output, errors) = await ForeignProgram.RunAsync(
            "curl", "-sS", "-d", line.Groups["body"].Value, $"http://{system.Web}{line.Groups["path"].Value}", "-H", line.Groups["header"].Value);

        Assert.True(code == 0, errors);
        Assert.InRange(JsonDocument.Parse(output).RootElement.GetProperty("nations").GetArrayLength(), 30, 50);
    }

    [Theory]
    [InlineData("/openapi.json", "\"openapi\":\"3.1.0\"")]
    [InlineData("/", "<title>")]
    public async Task Page_Asked_IsThere(string path, string part)
    {
        Requires.OrSkip(ForeignProgram.HasCurl, "curl");

        var (code, output, errors) = await ForeignProgram.RunAsync("curl", "-sS", "--compressed", $"http://{system.Web}{path}");

        Assert.True(code == 0, errors);
        Assert.Contains(part, output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^curl -d '(?<body>[^']*)' http://127\.0\.0\.1:5081(?<path>\S+) -H '(?<header>[^']*)'$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
