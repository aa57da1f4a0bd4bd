using System.ComponentModel;
using System.Diagnostics;

namespace Summit.Interop;

/// <summary>Programs that we did not write: where they are, and one run of them.</summary>
internal static class ForeignProgram
{
    /// <summary>Debian's own Python, whose grpcio comes from apt.</summary>
    public const string Python = "/usr/bin/python3";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The repository's root; the programs' packages and scripts are installed there.</summary>
    public static string Root { get; } = FindRoot();

    public static string Buf { get; } = Path.Combine(Root, "protos", "node_modules", ".bin", "buf");

    public static bool HasNode { get; } =
        Directory.Exists(Path.Combine(Root, "tests", "Interop", "js", "node_modules", "@grpc", "grpc-js")) && Succeeds("node", "--version");

    /// <summary>Debian's Chromium; the scripts start it from there.</summary>
    public static bool HasChromium { get; } = HasNode && File.Exists("/usr/bin/chromium");

    /// <summary>Whether the TypeScript client has been built.</summary>
    public static bool HasTypeScriptClient { get; } = File.Exists(Path.Combine(Root, "protos", "clients", "typescript", "dist", "web.js"));

    public static bool HasCurl { get; } = Succeeds("curl", "--version");

    public static bool HasPython { get; } = Succeeds(Python, "-c", "import grpc, google.protobuf");

    /// <summary>Runs a program to its end; returns its exit code, output and errors.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, await output, await errors);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    public static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Start(program, arguments);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SummitServices.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No SummitServices.sln above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }
}
