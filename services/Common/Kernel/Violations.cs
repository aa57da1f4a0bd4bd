namespace Summit.Kernel;

/// <summary>Something that is wrong with one field.</summary>
/// <param name="Field">Path of the field in the request, for example <c>lines[2].persons</c>.</param>
/// <param name="Description">Which value was sent and what is allowed.</param>
public sealed record Violation(string Field, string Description);

/// <summary>Collects everything that is wrong with a request or a resource, so that the caller learns all of it at once.</summary>
public sealed class Violations
{
    private readonly List<Violation> _found = [];

    /// <summary>Whether something is wrong.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>What was found, in the order in which it was found.</summary>
    public IReadOnlyList<Violation> Found => _found;

    /// <summary>Adds a violation unless the condition holds. One field can have several violations; the same text stands once.</summary>
    /// <param name="holds">The condition that must hold.</param>
    /// <param name="field">Path of the field in the request, for example <c>lines[2].persons</c>.</param>
    /// <param name="description">Which value was sent and what is allowed.</param>
    /// <returns>Whether the condition holds.</returns>
    public bool Require(bool holds, string field, string description)
    {
        var violation = new Violation(field, description);
        if (!holds && !_found.Contains(violation))
        {
            _found.Add(violation);
        }

        return holds;
    }

    /// <summary>Adds a violation for each value that was there before.</summary>
    /// <param name="values">The values, in order of their fields.</param>
    /// <param name="field">Path of the value at an index.</param>
    public void RequireDistinct(IEnumerable<string> values, Func<int, string> field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, value) in values.Index())
        {
            Require(seen.Add(value), field(index), $"\"{value}\" is named twice; name it once");
        }
    }
}
