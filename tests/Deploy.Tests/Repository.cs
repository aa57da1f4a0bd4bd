using System.Diagnostics;
using System.Xml.Linq;

namespace Summit.Deploy.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The version that images and manifests must name.</summary>
    public static string Version { get; } = XDocument.Load(At("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    public static string At(params string[] path) => Path.Combine([Root, .. path]);

    public static bool OnPath(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output, string Errors) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "SummitServices.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("SummitServices.sln is not above the test's folder");
        }

        return folder;
    }
}
