using System.CommandLine;
using Grpc.Core;
using Spectre.Console;
using Summit.Cli.Assess;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Cli.Scenarios;

/// <summary><c>scenarios</c>: the scenarios and assessments that the caller keeps; <c>scenarios add</c> keeps a question.</summary>
internal static class ScenariosCommand
{
    public static Command Create()
    {
        var command = new Command("scenarios", "Lists the scenarios and assessments that you keep. Needs the token of an analyst.") { Add() };
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) => ListAsync(Connection.From(parsed), cancellationToken));
        return command;
    }

    private static Command Add()
    {
        var title = new Argument<string>("title") { Description = "Title of the scenario; no two of yours have the same." };
        var command = new Command("add", "Keeps a question as a scenario. The options are those of assess.") { title };
        var question = new QuestionOptions(command);
        Connection.AddOptions(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var connection = Connection.From(parsed);
            using var channels = connection.Open();
            try
            {
                var scenario = await channels.Create<ScenarioService.ScenarioServiceClient>().CreateScenarioAsync(
                    new CreateScenarioRequest { Scenario = new Scenario { DisplayName = parsed.GetRequiredValue(title), Question = question.From(parsed) } },
                    connection.CallOptions(cancellationToken));
                Console.WriteLine(scenario.Name);
                return ExitCode.Ok;
            }
            catch (RpcException error)
            {
                ErrorReport.Print(error, path => question.OptionOf(path.Replace("scenario.question.", "", StringComparison.Ordinal)));
                return ExitCode.CallFailed;
            }
        });
        return command;
    }

    private static async Task<int> ListAsync(Connection connection, CancellationToken cancellationToken)
    {
        using var channels = connection.Open();
        var table = new Table().Border(TableBorder.Simple).AddColumns("Title", "Kind", "Kept on", "Answer", "Name");
        var scenarios = channels.Create<ScenarioService.ScenarioServiceClient>();
        await foreach (var scenario in SummitPages.ReadAllAsync(new ListScenariosRequest { OrderBy = "display_name" }, scenarios.ListScenariosAsync, p => p.Scenarios, cancellationToken))
        {
            table.AddRow(Cells(scenario.DisplayName, "scenario", $"{scenario.UpdateTime.ToDateTime():yyyy-MM-dd HH:mm}", "", scenario.Name));
        }

        var stored = channels.Create<StoredAssessmentService.StoredAssessmentServiceClient>();
        await foreach (var one in SummitPages.ReadAllAsync(new ListStoredAssessmentsRequest { OrderBy = "display_name" }, stored.ListStoredAssessmentsAsync, p => p.StoredAssessments, cancellationToken))
        {
            table.AddRow(Cells(one.DisplayName, "assessment", $"{one.CreateTime.ToDateTime():yyyy-MM-dd HH:mm}", "kept", one.Name));
        }

        if (table.Rows.Count == 0)
        {
            Console.WriteLine("You keep nothing yet. Keep a question with scenarios add TITLE, or question and answer with assess --save TITLE.");
            return ExitCode.Ok;
        }

        Terminal.Out.Write(table);
        return ExitCode.Ok;
    }

    private static string[] Cells(params string[] cells) => [.. cells.Select(Markup.Escape)];
}
