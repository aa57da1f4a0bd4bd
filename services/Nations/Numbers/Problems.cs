using Summit.Policy.Rules;
using Summit.Hosting.Errors;

namespace Summit.Nations.Numbers;

/// <summary>Collects everything that is wrong with a request, so that the caller learns all of it at once.</summary>
/// <param name="found">Where violations go; a field that is there already is not reported twice.</param>
internal sealed class Problems(ICollection<FieldViolation> found)
{
    public Problems()
        : this([])
    {
    }

    public void Add(string field, string description)
    {
        if (found.All(v => v.Field != field))
        {
            found.Add(new FieldViolation(field, description));
        }
    }

    /// <summary>Adds a violation unless the condition holds.</summary>
    public void Require(bool holds, string field, string description)
    {
        if (!holds)
        {
            Add(field, description);
        }
    }

    /// <summary>Adds one violation for each value that was there before.</summary>
    public void RequireDistinct(IEnumerable<string> values, Func<int, string> field)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, value) in values.Index().ToList())
        {
            Require(seen.Add(value), field(index), $"\"{value}\" is named twice; name it once");
        }
    }

    /// <exception cref="InvalidFieldsException">Something is wrong.</exception>
    public void ThrowIfAny()
    {
        if (found.Count > 0)
        {
            throw new InvalidFieldsException([.. found]);
        }
    }
}
