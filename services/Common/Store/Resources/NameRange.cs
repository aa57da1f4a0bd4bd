namespace Summit.Store;

/// <summary>The names under a parent: an interval of names in byte order, and a check for wildcards within it.</summary>
internal sealed class NameRange
{
    private readonly string[] _segments;
    private readonly bool _exact;

    private NameRange(string prefix, string[] segments, bool exact)
    {
        After = prefix;
        // '0' is the character after '/', so the interval contains exactly the names that start with the prefix.
        Before = prefix.Length == 0 ? "\uffff" : prefix[..^1] + '0';
        _segments = segments;
        _exact = exact;
    }

    /// <summary>Names in the range are greater than this.</summary>
    public string After { get; }

    /// <summary>Names in the range are less than this.</summary>
    public string Before { get; }

    public static NameRange Under(ResourceType type, string parent)
    {
        var pattern = type.Pattern.Split('/');
        // The parent's segments, then the collection's own.
        var segments = parent.Length == 0 ? [] : parent.Split('/');
        var own = pattern.Length >= 2 && pattern[^1].StartsWith('{') ? 2 : 1;
        if (parent.Length == 0 && pattern.Length > own)
        {
            segments = [.. pattern[..^own].Select(s => s.StartsWith('{') ? "-" : s)];
        }
        if (segments.Length != pattern.Length - own || !segments.Zip(pattern).All(p => Fits(p.First, p.Second)))
        {
            throw new InvalidResourceNameException(parent, string.Join('/', pattern[..^own]));
        }
        var full = own == 2 ? [.. segments, pattern[^2]] : segments;
        var wild = Array.IndexOf(full, "-");
        var fixedPart = wild < 0 ? full : full[..wild];
        return new NameRange(fixedPart.Length == 0 ? "" : string.Join('/', fixedPart) + "/", full, wild < 0);
    }

    public bool Contains(string name)
    {
        if (_exact)
        {
            return true;
        }
        var parts = name.Split('/');
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_segments[i] != "-" && _segments[i] != parts[i])
            {
                return false;
            }
        }
        return true;
    }

    private static bool Fits(string segment, string pattern) => pattern.StartsWith('{') ? segment.Length > 0 : segment == pattern;
}
