namespace Summit.GrpcTests.OfficialApi;

/// <summary>Types and their members, each member one line; read from the lists or written from an assembly's metadata.</summary>
internal sealed class ApiListing
{
    private readonly SortedDictionary<string, HashSet<string>> _types = new(StringComparer.Ordinal);

    public IEnumerable<string> Types => _types.Keys;

    /// <summary>Every type line, and every member line after its type's name.</summary>
    public IEnumerable<string> Lines => _types.SelectMany(type => type.Value.Select(member => $"{NameOf(type.Key)} | {member}").Prepend(type.Key));

    public static ApiListing Official()
    {
        var listing = new ApiListing();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "OfficialApi"), "Grpc.*.txt"))
        {
            listing.Read(File.ReadLines(file));
        }

        return listing;
    }

    public void Read(IEnumerable<string> lines)
    {
        var type = "";
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
            {
                // The same thing in metadata.
                Add(type, line.Trim().Replace(" = null", " = default"));
            }
            else
            {
                var parts = line.Split(" : ");
                Add(type = WithBases(parts[0], parts.Length == 1 ? [] : Outside(parts[1], ',')));
            }
        }
    }

    public void Add(string type, params IEnumerable<string> members)
    {
        if (!_types.TryGetValue(type, out var known))
        {
            _types[type] = known = new HashSet<string>(StringComparer.Ordinal);
        }

        known.UnionWith(members);
    }

    public IEnumerable<string> MembersOf(string type) => _types[type];

    /// <summary>The type line; the order of base types means nothing.</summary>
    public static string WithBases(string type, IEnumerable<string> bases)
    {
        var sorted = string.Join(", ", bases.Order(StringComparer.Ordinal));
        return sorted.Length == 0 ? type : $"{type} : {sorted}";
    }

    /// <summary>The name in a type line: "sealed class A.B&lt;T&gt; : C" gives "A.B&lt;T&gt;".</summary>
    public static string NameOf(string type)
    {
        var words = Outside(type.Split(" : ")[0].Split('(')[0], ' ');
        return words[^1];
    }

    /// <summary>Splits where the separator is not inside angle brackets or parentheses.</summary>
    public static List<string> Outside(string text, char separator)
    {
        var parts = new List<string>();
        var (depth, start) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] switch { '<' or '(' => 1, '>' or ')' => -1, _ => 0 };
            if (depth == 0 && text[i] == separator)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
