namespace Summit.Architecture.Tests;

public sealed class FolderTests
{
    /// <summary>Projects whose circles are known and have still to be untied. The list only gets shorter.</summary>
    private static readonly string[] Known = ["services/Common/Store"];

    private static readonly string Root = FindRoot();

    public static TheoryData<string> Projects => [.. new[] { "gateway", "services", "protos", "deploy" }
        .SelectMany(part => Directory.EnumerateFiles(Path.Combine(Root, part), "*.csproj", SearchOption.AllDirectories))
        .Select(project => Path.GetRelativePath(Root, Path.GetDirectoryName(project)!).Replace('\\', '/'))
        .Where(project => !Known.Contains(project) && !project.Contains("/obj", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ItsFolders_UseEachOtherInNoCircle(string project) =>
        Assert.Empty(FolderCircles.Find(SourceFile.Of(Path.Combine(Root, project))));

    [Fact]
    public void Projects_AreFound() => Assert.True(Projects.Count > 10, "the rule looks at no projects");

    [Fact]
    public void Find_TwoFoldersThatUseEachOther_NamesTheCircle()
    {
        var folder = Directory.CreateTempSubdirectory("summit-architecture-").FullName;
        try
        {
            Write("A/One.cs", "using P.B; namespace P.A; class One { Two? Next; } class Four;");
            Write("B/Two.cs", "using P.C; namespace P.B; class Two { Three? Next; }");
            Write("C/Three.cs", "using P.A; namespace P.C; class Three { One? Next; /* Nothing */ }");
            Write("D/Free.cs", "using P.A; namespace P.D; class Free { One? Next; }");

            Assert.Equal("A (Two) -> B (Three) -> C (One) -> A", Assert.Single(FolderCircles.Find(SourceFile.Of(folder))));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Write(string file, string text)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SummitServices.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("the tests must run from inside the repository");
    }
}
