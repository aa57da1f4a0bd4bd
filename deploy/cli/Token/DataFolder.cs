namespace Summit.Cli.Token;

/// <summary>The data folder of a local system: where it lies unless told otherwise, and what is in it.</summary>
internal static class DataFolder
{
    public const string Default = "summit-data";

    public static string DevelopmentKey(string folder) => Path.Combine(folder, "development-issuer.key");
}
