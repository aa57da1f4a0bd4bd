namespace Summit.Architecture.Tests;

public sealed class FolderTests
{
    public static TheoryData<string> Projects => [.. new[] { "gateway", "services", "protos", "deploy" }
        .SelectMany(part => Directory.EnumerateFiles(Path.Combine(Repository.Root, part), "*.csproj", SearchOption.AllDirectories))
        .Select(project => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(project)!).Replace('\\', '/'))
        .Where(project => !project.Contains("/obj", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ItsFolders_UseEachOtherInNoCircle(string project) =>
        Assert.Empty(FolderCircles.Find(SourceFile.Of(Path.Combine(Repository.Root, project))));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ItsTopFoldersWithAllBelow_UseEachOtherInNoCircle(string project) =>
        Assert.Empty(FolderCircles.Find([.. SourceFile.Of(Path.Combine(Repository.Root, project)).Select(f => f.AtTopFolder())]));

    [Fact]
    public void ScheduleChecker_SharesOnlyTheProblem_WithThePlanner() =>
        Assert.Equal(["Scheduling/Model"], FolderCircles.Arrows(SourceFile.Of(Path.Combine(Repository.Root, "services/Logistics")))["Scheduling/Checking"].Keys);

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
}
