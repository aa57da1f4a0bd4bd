using System.CommandLine;
using Grpc.Core;
using Spectre.Console;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Local.Assess;

/// <summary><c>assess</c>: asks the question and prints the answer as a report.</summary>
internal static class AssessCommand
{
    public static Command Create()
    {
        var command = new Command("assess", "Asks which force could be in place, for how long, at whose cost and with whose consent; prints the report.");
        var question = new Question(command);
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON instead." };
        command.Options.Add(json);
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) => AskAsync(Connection.From(parsed), question.From(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>Asks with progress on the terminal, and prints the answer.</summary>
    public static async Task<int> AskAsync(Connection connection, AssessDeploymentRequest question, bool json, CancellationToken cancellationToken)
    {
        using var channels = connection.Open();
        try
        {
            using var call = channels.Create<AssessmentService.AssessmentServiceClient>()
                .StreamAssessment(new StreamAssessmentRequest { Assessment = question }, connection.CallOptions(cancellationToken));
            var answer = await AnsiConsole.Status().StartAsync("asking", status => ReadAsync(call, status, cancellationToken));
            if (json)
            {
                Console.WriteLine(Json.Format(answer, indented: true));
            }
            else
            {
                new Report(AnsiConsole.Console).Print(answer, (await call.ResponseHeadersAsync).GetValue(SummitMetadata.TraceId));
            }

            return ExitCode.Ok;
        }
        catch (RpcException error)
        {
            ErrorReport.Print(error);
            return ExitCode.CallFailed;
        }
    }

    private static async Task<AssessDeploymentResponse> ReadAsync(AsyncServerStreamingCall<StreamAssessmentResponse> call, StatusContext status, CancellationToken cancellationToken)
    {
        AssessDeploymentResponse? answer = null;
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            var step = call.ResponseStream.Current;
            answer = step.Answer ?? answer;
            if (step.Progress is { } progress)
            {
                status.Status(Markup.Escape($"{progress.Step} ({progress.StepsDone} of {progress.StepsTotal}): {progress.Detail}"));
            }
        }

        return answer ?? throw new RpcException(new Grpc.Core.Status(StatusCode.Internal, "the stream ended without an answer"));
    }
}
