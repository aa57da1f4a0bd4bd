using System.CommandLine;
using Grpc.Core;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Cli.Assess;

/// <summary><c>assess</c>: asks the question and prints the answer as a report.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        var command = new Command("assess", "Asks which force could be in place, for how long, at whose cost and with whose consent; prints the report. What is left out takes the default of the contract; the report names it.");
        var question = new Question(command);
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON instead." };
        command.Options.Add(json);
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) => AskAsync(Connection.From(parsed), question, parsed, parsed.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>Asks through the cacheable method, so that the second time is instant.</summary>
    private static async Task<int> AskAsync(Connection connection, Question question, ParseResult parsed, bool json, CancellationToken cancellationToken)
    {
        using var channels = connection.Open();
        try
        {
            using var call = channels.Create<AssessmentService.AssessmentServiceClient>()
                .AssessDeploymentAsync(question.From(parsed), connection.CallOptions(cancellationToken));
            var answer = await Terminal.WaitAsync("Assessing: permission, forces, movement, cost", () => call.ResponseAsync);
            if (json)
            {
                Console.WriteLine(Json.Pretty(answer));
            }
            else
            {
                new Report(Terminal.Out).Print(answer, (await call.ResponseHeadersAsync).GetValue(SummitMetadata.TraceId));
            }

            return ExitCode.Ok;
        }
        catch (RpcException error)
        {
            ErrorReport.Print(error, question.OptionOf);
            return ExitCode.CallFailed;
        }
    }
}
