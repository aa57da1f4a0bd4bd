namespace Summit.Architecture.Tests;

/// <summary>Finds folders of a project that use each other's types in a circle.</summary>
internal static class FolderCircles
{
    /// <summary>One shortest circle for each folder that is on one, as <c>A -&gt; B -&gt; A</c>, with the types that make each step.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<SourceFile> files)
    {
        var arrows = Arrows(files);
        return [.. arrows.Keys.Order(StringComparer.Ordinal)
            .Select(folder => Circle(folder, arrows)).OfType<IReadOnlyList<string>>()
            .Where(circle => circle[0] == circle.Min(StringComparer.Ordinal))
            .Select(circle => Describe(circle, arrows))];
    }

    /// <summary>For each folder the folders that it uses, with the types.</summary>
    public static Dictionary<string, Dictionary<string, SortedSet<string>>> Arrows(IReadOnlyList<SourceFile> files)
    {
        var homes = files.SelectMany(f => f.Defines.Select(d => (Type: d, File: f))).ToLookup(d => d.Type, d => d.File, StringComparer.Ordinal);
        var arrows = new Dictionary<string, Dictionary<string, SortedSet<string>>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            foreach (var name in file.Uses)
            {
                // A name that two visible folders define says nothing about which is meant.
                var folders = homes[name].Where(h => file.Sees(h.Namespace)).Select(h => h.Folder).Distinct().ToList();
                if (folders.Count != 1 || folders[0] == file.Folder)
                {
                    continue;
                }

                var steps = arrows.TryGetValue(file.Folder, out var known) ? known : arrows[file.Folder] = new(StringComparer.Ordinal);
                (steps.TryGetValue(folders[0], out var names) ? names : steps[folders[0]] = new(StringComparer.Ordinal)).Add(name);
            }
        }

        return arrows;
    }

    private static List<string>? Circle(string start, Dictionary<string, Dictionary<string, SortedSet<string>>> arrows)
    {
        var from = new Dictionary<string, string>(StringComparer.Ordinal);
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var folder))
        {
            foreach (var next in arrows.TryGetValue(folder, out var steps) ? steps.Keys.Order(StringComparer.Ordinal) : Enumerable.Empty<string>())
            {
                if (next == start)
                {
                    var path = new List<string> { folder };
                    while (path[0] != start)
                    {
                        path.Insert(0, from[path[0]]);
                    }

                    return path;
                }

                if (next != start && from.TryAdd(next, folder))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return null;
    }

    private static string Describe(IReadOnlyList<string> circle, Dictionary<string, Dictionary<string, SortedSet<string>>> arrows) =>
        string.Join(" -> ", circle.Select((folder, i) => $"{Name(folder)} ({string.Join(", ", arrows[folder][circle[(i + 1) % circle.Count]].Take(3))})")) + $" -> {Name(circle[0])}";

    private static string Name(string folder) => folder.Length == 0 ? "." : folder;
}
