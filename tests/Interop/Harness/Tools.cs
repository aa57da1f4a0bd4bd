using System.Diagnostics;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Testing;

namespace Summit.Interop.Harness;

/// <summary>The other people's programs: where they are, and how one case is run with them.</summary>
internal static class Tools
{
    private const string Python = "/usr/bin/python3";
    // Nothing of a test run stays in the source tree.
    private const string NoCompiledFiles = "-B";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>tests/Interop of this checkout, where the scripts and their packages are.</summary>
    private static readonly string Folder = FindFolder();

    private static readonly Lazy<bool> PythonFound = new(() => Succeeds(Python, "-c", "import grpc, google.protobuf"));
    private static readonly Lazy<bool> NodeFound = new(() =>
        Directory.Exists(Path.Combine(Folder, "node_modules", "@grpc", "grpc-js")) && Succeeds("node", "--version"));
    private static readonly Lazy<string> Descriptors = new(WriteDescriptors);

    public static Task RunGrpcJsAsync(string address, string name)
    {
        Requires.OrSkip(NodeFound.Value, "node with the packages of tests/Interop (npm ci)");
        return RunAsync("node", Path.Combine(Folder, "js", "client.js"), address, name);
    }

    public static Task RunPythonAsync(string address, string name)
    {
        RequirePython();
        return RunAsync(Python, NoCompiledFiles, Path.Combine(Folder, "python", "client.py"), Descriptors.Value, address, name);
    }

    public static bool HasPython => PythonFound.Value;

    public static Process StartPythonServer() => Start(Python, NoCompiledFiles, Path.Combine(Folder, "python", "server.py"), Descriptors.Value);

    public static void RequirePython() => Requires.OrSkip(HasPython, "grpcio for /usr/bin/python3 (python3-grpcio, python3-protobuf)");

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(Patience);
            Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}{await errors}");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
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
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>What the Python programs build their message classes from: our descriptors, so that there is one source.</summary>
    private static string WriteDescriptors()
    {
        var set = new FileDescriptorSet();
        foreach (var file in new[] { EmptyReflection.Descriptor, MessagesReflection.Descriptor, TestReflection.Descriptor })
        {
            set.File.Add(FileDescriptorProto.Parser.ParseFrom(file.SerializedData));
        }

        var path = Path.Combine(AppContext.BaseDirectory, "grpc.testing.descriptors");
        File.WriteAllBytes(path, set.ToByteArray());
        return path;
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SummitServices.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No SummitServices.sln above {AppContext.BaseDirectory}.");
        }

        return Path.Combine(folder.FullName, "tests", "Interop");
    }
}
