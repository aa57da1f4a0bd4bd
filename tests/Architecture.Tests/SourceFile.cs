using System.Text.RegularExpressions;

namespace Summit.Architecture.Tests;

/// <summary>A C# file as the folder rule sees it: where it lies, which types it defines, which names it uses.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string folder, string text)
    {
        Folder = folder;
        var code = Ignored().Replace(text, " ");
        Defines = Definition().Matches(code).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Uses = Name().Matches(code).Select(m => m.Value).Where(n => !Defines.Contains(n)).ToHashSet(StringComparer.Ordinal);
        Namespace = NamespaceLine().Match(code).Groups[1].Value;
        Usings = UsingLine().Matches(code).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
    }

    private SourceFile(SourceFile other, string folder) =>
        (Folder, Defines, Uses, Namespace, Usings) = (folder, other.Defines, other.Uses, other.Namespace, other.Usings);

    /// <summary>Folder inside the project; empty for the project's own.</summary>
    public string Folder { get; }

    /// <summary>Namespace of the file.</summary>
    public string Namespace { get; }

    /// <summary>Names of the types that the file defines.</summary>
    public IReadOnlySet<string> Defines { get; }

    /// <summary>Capitalised names that the file uses and does not define.</summary>
    public IReadOnlySet<string> Uses { get; }

    private HashSet<string> Usings { get; }

    /// <summary>All files of a project, without what the build writes.</summary>
    public static IReadOnlyList<SourceFile> Of(string project) =>
        [.. Directory.EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
            .Select(f => (Path: f, Local: Path.GetRelativePath(project, f)))
            .Where(f => !f.Local.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules"))
            .Select(f => new SourceFile(Path.GetDirectoryName(f.Local)!.Replace('\\', '/'), File.ReadAllText(f.Path)))];

    /// <summary>The same file, counted to the top folder of the project that it lies in.</summary>
    public SourceFile AtTopFolder() => new(this, Folder.Split('/')[0]);

    /// <summary>Whether names of a namespace are visible here without a prefix.</summary>
    public bool Sees(string other) => Usings.Contains(other) || Namespace == other || Namespace.StartsWith(other + ".", StringComparison.Ordinal);

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|@?\$?"(?:\\.|""|[^"\\])*"|'(?:\\.|[^'\\])'""", RegexOptions.Singleline)]
    private static partial Regex Ignored();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?:\s+(?:class|struct))?)\s+([A-Z]\w*)")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bnamespace\s+([\w.]+)")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\busing\s+(?:static\s+)?(?:\w+\s*=\s*)?([\w.]+)\s*;")]
    private static partial Regex UsingLine();
}
