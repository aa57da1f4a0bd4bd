using System.CommandLine;
using System.Globalization;
using Grpc.Core;
using Summit.Cli.Assess;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Cli.Compare;

/// <summary>
/// The columns of a comparison as they are typed: a number of persons, the id of a force option, options of <c>assess</c> without
/// dashes such as <c>"strength=10000 tour=4"</c>, the name of a scenario or stored assessment, or its title after <c>@</c>.
/// </summary>
internal static class Columns
{
    private const string Scenarios = "scenarios/";
    private const string Assessments = "assessments/";

    /// <summary>What is wrong with a column; empty when nothing is.</summary>
    public static IEnumerable<string> FaultsOf(string text)
    {
        if (IsKept(text))
        {
            return [];
        }

        var parsed = Parse(text).Parsed;
        return parsed.UnmatchedTokens is [var unknown, ..] ? [$"{unknown.TrimStart('-')} is not an option of assess."] : parsed.Errors.Select(e => e.Message);
    }

    /// <summary>The column as it is sent.</summary>
    /// <param name="text">The column as typed.</param>
    /// <param name="shared">What all questions have in common.</param>
    /// <param name="channels">Where titles are looked up.</param>
    /// <param name="options">Options of these calls.</param>
    public static async Task<ComparedQuestion> ReadAsync(string text, AssessDeploymentRequest shared, SummitChannels channels, CallOptions options)
    {
        if (text.StartsWith('@'))
        {
            return await FindAsync(text[1..], channels, options);
        }

        if (IsKept(text))
        {
            return text.StartsWith(Scenarios, StringComparison.Ordinal) ? new ComparedQuestion { Scenario = text } : new ComparedQuestion { Assessment = text };
        }

        var (parsed, question) = Parse(text);
        var asked = shared.Clone();
        asked.MergeFrom(question.From(parsed));
        return new ComparedQuestion { Label = Label(text), Question = asked };
    }

    private static bool IsKept(string text) =>
        text.StartsWith('@') || text.StartsWith(Scenarios, StringComparison.Ordinal) || text.StartsWith(Assessments, StringComparison.Ordinal);

    private static string Label(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var persons) ? $"{persons:N0} persons" : text[..Math.Min(60, text.Length)];

    private static (ParseResult Parsed, QuestionOptions Question) Parse(string text)
    {
        var command = new Command("column");
        var question = new QuestionOptions(command);
        return (command.Parse([.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Arguments)]), question);
    }

    private static string[] Arguments(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? [$"--{part[..equals].TrimStart('-')}", part[(equals + 1)..]] : [part.All(char.IsAsciiDigit) ? "--strength" : "--force", part];
    }

    private static async Task<ComparedQuestion> FindAsync(string title, SummitChannels channels, CallOptions options)
    {
        var scenarios = channels.Create<ScenarioService.ScenarioServiceClient>();
        await foreach (var scenario in SummitPages.ReadAllAsync(new ListScenariosRequest(), scenarios.ListScenariosAsync, p => p.Scenarios, options.CancellationToken))
        {
            if (scenario.DisplayName == title)
            {
                return new ComparedQuestion { Scenario = scenario.Name };
            }
        }

        var stored = channels.Create<StoredAssessmentService.StoredAssessmentServiceClient>();
        await foreach (var one in SummitPages.ReadAllAsync(new ListStoredAssessmentsRequest { OrderBy = "create_time desc" }, stored.ListStoredAssessmentsAsync, p => p.StoredAssessments, options.CancellationToken))
        {
            if (one.DisplayName == title)
            {
                return new ComparedQuestion { Assessment = one.Name };
            }
        }

        throw new InvalidOperationException($"@{title}: you keep no scenario and no assessment with this title; scenarios lists what you keep.");
    }
}
