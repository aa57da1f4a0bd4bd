namespace Summit.Cli.Token;

/// <summary>The data folder of a local system: its default location and its contents.</summary>
internal static class DataFolder
{
    public const string Default = "summit-data";

    public static string DevelopmentKey(string folder) => Path.Combine(folder, "development-issuer.key");
}
