using System.Text.Json;

namespace Summit.Scenarios.Listing;

/// <summary>The scenarios of <c>scenarios.json</c>: what a client in any language must show against the real system.</summary>
/// <param name="Behaviours">Scenarios that every language writes as code.</param>
/// <param name="Refusals">Scenarios that every language reads from the list: calls, the last of which is refused.</param>
/// <param name="Elsewhere">Reasons that no refusal in the list shows, and why.</param>
internal sealed record ScenarioList(IReadOnlyList<Behaviour> Behaviours, IReadOnlyList<Refusal> Refusals, IReadOnlyDictionary<string, string> Elsewhere)
{
    /// <summary>The file; programs in other languages read the same one.</summary>
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "scenarios.json");

    public static ScenarioList All { get; } = JsonSerializer.Deserialize<ScenarioList>(System.IO.File.ReadAllText(File), JsonSerializerOptions.Web)!;

    public IEnumerable<string> Names => Behaviours.Select(b => b.Name).Concat(Refusals.Select(r => r.Name));
}

/// <param name="Name">Name of the scenario.</param>
/// <param name="Expects">What happens and what must hold.</param>
internal sealed record Behaviour(string Name, string Expects);

/// <param name="Name">Name of the scenario.</param>
/// <param name="Reason">Reason of the error.</param>
/// <param name="Status">Its status, as gRPC writes it.</param>
/// <param name="Steps">Calls and commands in order. The last call is refused, all others succeed.</param>
/// <param name="Facts">Facts that the error has.</param>
/// <param name="Violations">Paths of exactly those fields that it complains about.</param>
/// <param name="RetryInfo">Whether it says when to try again.</param>
/// <param name="OrNoReason">Whether the client may end the call by itself, without a reason.</param>
internal sealed record Refusal(
    string Name, string Reason, string Status, IReadOnlyList<Step> Steps, string[]? Facts, string[]? Violations, bool RetryInfo, bool OrNoReason);

/// <summary>A command to the system or a call.</summary>
/// <param name="Do">The command; null for a call.</param>
/// <param name="As">Name of the token to call with.</param>
/// <param name="Method">Path of the method.</param>
/// <param name="Request">Its request as JSON.</param>
/// <param name="Repeat">How often to call at most, until it is refused. Default: once.</param>
/// <param name="TimeoutMs">Deadline of the call, ms. Default: the contract's.</param>
internal sealed record Step(string? Do, string As, string Method, JsonElement Request, int? Repeat, int? TimeoutMs);
