namespace Summit.Budgets.Reading;

/// <summary>Parts of resource names.</summary>
internal static class ResourceNames
{
    /// <summary><c>nations/FRA</c> of a name below it.</summary>
    public static string NationOf(string name) => string.Join('/', name.Split('/').Take(2));

    /// <summary>The three-letter code.</summary>
    public static string CodeOf(string nation) => NationOf(nation).Split('/')[^1];
}
