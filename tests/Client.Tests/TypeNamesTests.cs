using Summit.Policy;

namespace Summit.Client.Tests;

/// <summary>A type name that a file with ordinary usings cannot write alone stands in the README of the package.</summary>
public sealed class TypeNamesTests
{
    /// <summary>The namespaces that every file of a new .NET project uses.</summary>
    private static readonly HashSet<string> Implicit =
        ["System", "System.IO", "System.Linq", "System.Collections.Generic", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    [Fact]
    public void TypeNames_ThatExistTwice_AreInTheReadme()
    {
        var own = ContractFiles.Assemblies.Append(typeof(MethodCatalog).Assembly).Append(typeof(SummitClientOptions).Assembly);
        var system = new[] { typeof(object), typeof(Enumerable), typeof(HttpClient), typeof(SortedSet<int>) }.Select(t => t.Assembly);
        var twice = own.SelectMany(a => a.GetExportedTypes())
            .Concat(system.SelectMany(a => a.GetExportedTypes()).Where(t => Implicit.Contains(t.Namespace ?? "")))
            .Where(t => !t.IsNested && !t.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .GroupBy(t => t.Name)
            .Where(types => types.Select(t => t.Namespace).Distinct().Count() > 1 && types.Any(t => t.Namespace!.StartsWith("Summit.", StringComparison.Ordinal)))
            .Select(types => types.Key)
            .Order(StringComparer.Ordinal);

        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

        Assert.All(twice, name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }
}
