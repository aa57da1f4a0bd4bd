using System.Reflection;

namespace Summit.Hosting.Lifecycle;

/// <summary>Which build this is.</summary>
public static class BuildInfo
{
    /// <summary>Version of the running program, with the commit where the build knew it.</summary>
    public static string Version { get; } =
        (Assembly.GetEntryAssembly() ?? typeof(BuildInfo).Assembly).GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
