using Summit.Policy.Rules;

namespace Summit.Kernel;

/// <summary>Collects everything that is wrong with a request or a resource, so that the caller learns all of it at once.</summary>
/// <param name="found">Where violations go, for example the list that the field rules have begun.</param>
public sealed class Violations(ICollection<FieldViolation> found)
{
    /// <summary>Starts with an empty list.</summary>
    public Violations()
        : this([])
    {
    }

    /// <summary>Whether something is wrong.</summary>
    public bool Any => found.Count > 0;

    /// <summary>What was found, in the order in which it was found.</summary>
    public IReadOnlyList<FieldViolation> Found => [.. found];

    /// <summary>Adds a violation unless the condition holds. One field can have several violations; the same text stands once.</summary>
    /// <param name="holds">The condition that must hold.</param>
    /// <param name="field">Path of the field in the request, for example <c>lines[2].persons</c>.</param>
    /// <param name="description">Which value was sent and what is allowed.</param>
    /// <returns>Whether the condition holds.</returns>
    public bool Require(bool holds, string field, string description)
    {
        var violation = new FieldViolation(field, description);
        if (!holds && !found.Contains(violation))
        {
            found.Add(violation);
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
