namespace Summit.Kernel;

/// <summary>A violation of one field.</summary>
/// <param name="Field">Path of the field in the request, for example <c>lines[2].persons</c>.</param>
/// <param name="Description">The value that was sent and what is allowed.</param>
public sealed record Violation(string Field, string Description);

/// <summary>Collects all violations of a request or a resource, so that the caller receives them all at once.</summary>
public sealed class Violations
{
    private readonly List<Violation> _found = [];

    /// <summary>Whether there are violations.</summary>
    public bool Any => _found.Count > 0;

    /// <summary>The violations, in the order in which they were found.</summary>
    public IReadOnlyList<Violation> Found => _found;

    /// <summary>
    /// Adds a violation unless the condition holds. One field can have several violations, but the same text is added only once.
    /// </summary>
    /// <param name="holds">The condition that must hold.</param>
    /// <param name="field">Path of the field in the request, for example <c>lines[2].persons</c>.</param>
    /// <param name="description">The value that was sent and what is allowed.</param>
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

    /// <summary>Adds a violation for each value that already occurred before it.</summary>
    /// <param name="values">The values, in the order of their fields.</param>
    /// <param name="field">Returns the path of the value at an index.</param>
    public void RequireDistinct(IEnumerable<string> values, Func<int, string> field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, value) in values.Index())
        {
            Require(seen.Add(value), field(index), $"\"{value}\" is named twice; name it once");
        }
    }
}
