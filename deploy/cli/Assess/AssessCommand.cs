using System.CommandLine;
using Grpc.Core;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Client;
using Summit.Logistics.V1;
using Summit.Report.Content;
using Summit.Report.Printing;

namespace Summit.Cli.Assess;

/// <summary><c>assess</c>: asks the question and prints the answer as a report.</summary>
internal sealed class AssessCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print the whole answer as JSON instead." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print the tables as comma-separated values instead." };
    private readonly Option<bool> _brief = new("--brief") { Description = "Print the first screen only." };
    private readonly Option<bool> _facts = new("--facts") { Description = "List the facts and assumptions too." };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report to this file, as a page that needs nothing else, and print the first screen." };
    private readonly Option<string?> _save = new("--save") { Description = "Keep question and answer under this title. Needs the token of an analyst; scenarios lists what is kept." };
    private readonly QuestionOptions _question;
    private readonly Command _command = new("assess", "Asks which force could be in place, for how long, at whose cost and with whose consent; prints the report. What is left out takes the default of the contract; the report names it.");

    private AssessCommand()
    {
        _question = new QuestionOptions(_command);
        foreach (var option in new Option[] { _json, _csv, _brief, _facts, _html, _save })
        {
            _command.Options.Add(option);
        }

        _command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_csv))
            {
                result.AddError("--json and --csv cannot go together: standard output holds one of them.");
            }
        });
        Connection.AddOptions(_command);
        _command.SetAction((parsed, cancellationToken) => AskAsync(Connection.From(parsed), parsed, cancellationToken));
    }

    public static Command Create() => new AssessCommand()._command;

    /// <summary>Asks through the cacheable method, so that a repeated question is answered immediately.</summary>
    private async Task<int> AskAsync(Connection connection, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var channels = connection.Open();
        try
        {
            using var call = channels.Create<AssessmentService.AssessmentServiceClient>()
                .AssessDeploymentAsync(_question.From(parsed), connection.CallOptions(cancellationToken));
            var answer = await Terminal.WaitAsync("Assessing: permission, forces, movement, cost", () => call.ResponseAsync);
            if (parsed.GetValue(_save) is { } title)
            {
                await SaveAsync(title, _question.From(parsed), channels, connection.CallOptions(cancellationToken));
            }

            if (parsed.GetValue(_json))
            {
                Console.WriteLine(Json.Pretty(answer));
                return ExitCode.Ok;
            }

            var trace = (await call.ResponseHeadersAsync).GetValue(SummitMetadata.TraceId);
            var names = await Names.ReadAsync(channels, cancellationToken);
            await PrintAsync(answer, names, trace, parsed, cancellationToken);
            return ExitCode.Ok;
        }
        catch (RpcException error)
        {
            ErrorReport.Print(error, _question.OptionOf);
            return ExitCode.CallFailed;
        }
    }

    private static async Task SaveAsync(string title, AssessDeploymentRequest question, SummitChannels channels, CallOptions options)
    {
        var stored = await channels.Create<StoredAssessmentService.StoredAssessmentServiceClient>().CreateStoredAssessmentAsync(
            new CreateStoredAssessmentRequest { StoredAssessment = new StoredAssessment { DisplayName = title, Question = question } }, options);
        await Console.Error.WriteLineAsync($"Kept as {stored.Name}.");
    }

    private async Task PrintAsync(AssessDeploymentResponse answer, Names names, string? trace, ParseResult parsed, CancellationToken cancellationToken)
    {
        var file = parsed.GetValue(_html);
        var document = AssessmentDocument.Of(answer, names, trace, facts: parsed.GetValue(_facts) || file is not null, listed: "; --facts lists them");
        if (file is not null)
        {
            await File.WriteAllTextAsync(file, HtmlPrinter.Print(document, answer.Question.DecisionTitle), cancellationToken);
            await Console.Error.WriteLineAsync($"The report is in {Path.GetFullPath(file)}.");
        }

        if (parsed.GetValue(_csv))
        {
            foreach (var line in CsvPrinter.Print(document))
            {
                Console.WriteLine(line);
            }
        }
        else
        {
            new TerminalPrinter(Terminal.Out).Print(document, brief: parsed.GetValue(_brief) || file is not null);
        }
    }
}
