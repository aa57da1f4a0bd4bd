using Summit.Store;

namespace Summit.Hosting.Resources;

/// <summary>Data that an empty store begins with.</summary>
public interface ISeed
{
    /// <summary>Name of the data set, as <c>Summit:Seed</c> names it, for example <c>paris-2025</c>.</summary>
    string Name { get; }

    /// <summary>Writes the data, in the one transaction that makes the store not empty any more.</summary>
    void Load(Transaction transaction);
}
