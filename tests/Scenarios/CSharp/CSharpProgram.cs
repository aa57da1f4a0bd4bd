using Summit.Client;
using Summit.Scenarios.Listing;
using Xunit.Sdk;

namespace Summit.Scenarios.CSharp;

/// <summary>The scenarios with Summit.Client.</summary>
/// <param name="surroundings">The system.</param>
/// <param name="command">Has the harness do something to it.</param>
internal sealed class CSharpProgram(Surroundings surroundings, Func<string, Task> command)
{
    private readonly Behaviours _behaviours = new(surroundings, command);
    private readonly Refusals _refusals = new(surroundings, command);

    /// <summary>Runs all; returns <c>holds</c> or what went wrong.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync()
    {
        var outcomes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, run) in _behaviours.All)
        {
            outcomes[name] = await OutcomeAsync(run);
        }

        foreach (var refusal in ScenarioList.All.Refusals)
        {
            outcomes[refusal.Name] = await OutcomeAsync(() => _refusals.RunAsync(refusal));
        }

        return outcomes;
    }

    private static async Task<string> OutcomeAsync(Func<Task> scenario)
    {
        try
        {
            await scenario();
            return "holds";
        }
        catch (Exception e) when (e is XunitException or SummitRpcException or ArgumentException)
        {
            return e.ToString();
        }
    }
}
