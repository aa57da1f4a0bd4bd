using System.Text.RegularExpressions;
using Summit.Api.V1;

namespace Summit.Hosting.Tests.Errors;

/// <summary>What the contract promises of every reason: a sample beside it, and a test that provokes it.</summary>
public sealed class ErrorCatalogueTests
{
    private static readonly string Root = FindRoot();

    private static readonly Dictionary<string, string> Comments = Regex.Matches(
            File.ReadAllText(Path.Combine(Root, "protos", "summit", "api", "v1", "error_reason.proto")), @"(?<comment>(?:^  // .*\n)+)  ERROR_REASON_(?<reason>\w+) =", RegexOptions.Multiline)
        .ToDictionary(m => m.Groups["reason"].Value, m => m.Groups["comment"].Value);

    // How this suite names a reason: by the contract's enum, or as it stands on the wire.
    private static readonly HashSet<string> Tested = Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Path.GetFileName(f) != "ErrorCatalogueTests.cs")
        .SelectMany(f => Regex.Matches(File.ReadAllText(f), @"""(?<wire>[A-Z]+(?:_[A-Z]+)*)""|ErrorReason\.(?<enum>\w+)"))
        .Select(m => m.Groups["wire"].Success ? m.Groups["wire"].Value : Wire(m.Groups["enum"].Value))
        .ToHashSet(StringComparer.Ordinal);

    public static TheoryData<string> Reasons => [.. Enum.GetValues<ErrorReason>().Where(r => r != ErrorReason.Unspecified).Select(r => Wire(r.ToString()))];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Reason_InTheContract_HasASample(string reason) => Assert.Matches(@"Sample: \{("".*"": "".*"")?\}", Comments[reason]);

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Reason_InTheTests_IsNamed(string reason) => Assert.Contains(reason, Tested);

    private static string Wire(string name) => Regex.Replace(name, "(?<=[a-z])(?=[A-Z])", "_").ToUpperInvariant();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SummitServices.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("not inside the repository");
        }

        return folder.FullName;
    }
}
