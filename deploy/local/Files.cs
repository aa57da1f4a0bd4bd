namespace Summit.Local;

/// <summary>Names of what lies in the data folder.</summary>
internal static class Files
{
    public const string DefaultDataFolder = "summit-data";

    public static string DevelopmentKey(string data) => Path.Combine(data, "development-issuer.key");
}
