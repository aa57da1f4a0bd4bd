namespace Summit.Kernel;

/// <summary>The nation in a resource name.</summary>
public static class NationNames
{
    /// <summary>Returns <c>nations/FRA</c> for the name of that nation or of a resource below it; empty for an empty name.</summary>
    public static string NationOf(string name) => string.Join('/', name.Split('/').Take(2));
}
