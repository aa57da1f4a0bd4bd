namespace Summit.Store;

/// <summary>
/// Whose drafts a reader can see. Published resources are visible to everyone, a draft only to its owner. For anyone else the
/// draft does not exist: it is not in gets, lists, counts, page tokens, filters, history or the change feed.
/// </summary>
public sealed class Visibility : IEquatable<Visibility>
{
    // The form used by the SQL predicate: "*" for all, or the owners separated by bars, such as "|FRA|".
    internal const string All = "*";

    private Visibility(string key) => Key = key;

    /// <summary>Published resources and no drafts.</summary>
    public static Visibility Published { get; } = new("|");

    /// <summary>Everything. For the service's own rules, timers and administration; not for answers to callers.</summary>
    public static Visibility Everything { get; } = new(All);

    /// <summary>Canonical text of this visibility. Two texts are equal exactly when the same drafts are visible.</summary>
    public string Key { get; }

    /// <summary>Published resources and the drafts of these owners (nation codes such as <c>FRA</c>).</summary>
    public static Visibility Of(params string[] owners)
    {
        foreach (var owner in owners)
        {
            if (owner.Length == 0 || owner.Contains('|', StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{owner}' cannot own a resource.", nameof(owners));
            }
        }
        var distinct = owners.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return distinct.Length == 0 ? Published : new Visibility("|" + string.Join('|', distinct) + "|");
    }

    /// <summary>Whether a resource of this owner is visible.</summary>
    /// <param name="owner">The resource's owner; empty for none.</param>
    /// <param name="draft">Whether the resource is a draft.</param>
    public bool Sees(string owner, bool draft) =>
        !draft || Key == All || (owner.Length > 0 && Key.Contains("|" + owner + "|", StringComparison.Ordinal));

    /// <inheritdoc/>
    public bool Equals(Visibility? other) => other is not null && other.Key == Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Visibility);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Key;
}
