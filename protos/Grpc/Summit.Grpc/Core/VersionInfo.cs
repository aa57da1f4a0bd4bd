namespace Grpc.Core;

/// <summary>Version of the standard API that this implementation follows.</summary>
public static class VersionInfo
{
    /// <summary>Assembly version.</summary>
    public const string CurrentAssemblyVersion = "2.0.0.0";

    /// <summary>File version.</summary>
    public const string CurrentAssemblyFileVersion = "2.66.0.0";

    /// <summary>Version.</summary>
    public const string CurrentVersion = "2.66.0-dev";
}
