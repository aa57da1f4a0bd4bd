using System.Diagnostics;
using Summit.Scenarios.CSharp;
using Summit.Scenarios.Listing;

namespace Summit.Scenarios.Running;

/// <summary>A language whose client runs the scenarios.</summary>
/// <param name="Name">Its name, which is also the id of its program.</param>
/// <param name="RunAsync">Runs all scenarios; returns the outcome of each.</param>
/// <param name="Needs">What the machine must have for it; null when the build brings it.</param>
/// <param name="IsThere">Whether the machine has it.</param>
internal sealed record Language(
    string Name, Func<RunningSystem, Task<IReadOnlyDictionary<string, string>>> RunAsync, string? Needs = null, Func<bool>? IsThere = null)
{
    /// <summary>All languages. A line here switches the scenarios of a language on.</summary>
    public static IReadOnlyList<Language> All { get; } =
    [
        new("csharp", system => new CSharpProgram(system.For("csharp"), system.DoAsync).RunAsync()),
        Foreign(
            "typescript", "the TypeScript client (npm ci, npm run generate, npm run build and npm test in protos/clients/typescript)", "build/scenarios/main.js",
            "protos/clients/typescript", "node", "build/scenarios/main.js"),
        Foreign(
            "python", "the Python client, packed and unpacked (protos/clients/python/check)", "build/installed/summit",
            "protos/clients/python", "/usr/bin/env", "PYTHONPATH=build/installed", "/usr/bin/python3", "-B", "-m", "scenarios"),
    ];

    /// <summary>A language whose program is started in a folder of the repository; the last argument is the file with its <see cref="Surroundings"/>.</summary>
    private static Language Foreign(string name, string needs, string isThere, string folder, string program, params string[] arguments)
    {
        var place = Path.Combine(ForeignProgram.Root, folder);
        return new(
            name,
            system => ForeignProgram.RunAsync(new ProcessStartInfo(program, arguments) { WorkingDirectory = place }, system, system.For(name)),
            needs,
            () => Path.Exists(Path.Combine(place, isThere)));
    }
}
