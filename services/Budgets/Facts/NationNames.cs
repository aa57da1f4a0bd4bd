namespace Summit.Budgets.Facts;

/// <summary>The nation in a resource name.</summary>
internal static class NationNames
{
    /// <summary>Returns <c>nations/FRA</c> for the name of a resource below it; empty for an empty name.</summary>
    public static string NationOf(string name) => string.Join('/', name.Split('/').Take(2));
}
