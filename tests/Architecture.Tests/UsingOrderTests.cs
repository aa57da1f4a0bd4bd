namespace Summit.Architecture.Tests;

/// <summary>The order of using directives is the one formatting rule that a build does not check.</summary>
public sealed class UsingOrderTests
{
    [Fact]
    public void Files_TheirUsings_StandInOrder()
    {
        string[] parts = ["deploy", "gateway", "protos", "services", "tests"];
        var files = parts
            .SelectMany(part => Directory.EnumerateFiles(Path.Combine(Repository.Root, part), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin" or "node_modules"))
            .ToList();

        Assert.True(files.Count > 500, "the rule looks at too few files");
        Assert.Empty(files.Where(file => !InOrder(File.ReadLines(file))).Select(file => Path.GetRelativePath(Repository.Root, file)));
    }

    [Theory]
    [InlineData("using System;", "using Grpc.Core;", true)]
    [InlineData("using Grpc.Core;", "using System;", false)]
    [InlineData("using Grpc.Core;", "using Grpc.Core.Utils;", true)]
    [InlineData("using Summit.Client;", "using Grpc.Core;", false)]
    public void InOrder_TwoUsings_SystemFirstThenByName(string first, string second, bool expected) =>
        Assert.Equal(expected, InOrder([first, second, "namespace A;"]));

    private static bool InOrder(IEnumerable<string> lines)
    {
        var names = lines
            .TakeWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("using ", StringComparison.Ordinal) && !line.Contains('=') && !line.Contains('('))
            .Where(line => !line.StartsWith("using static ", StringComparison.Ordinal) && !line.StartsWith("using var ", StringComparison.Ordinal))
            .Select(line => line["using ".Length..].TrimEnd(';'))
            .ToList();
        return names.SequenceEqual(names.OrderBy(name => !IsSystem(name)).ThenBy(name => name, StringComparer.OrdinalIgnoreCase));
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
