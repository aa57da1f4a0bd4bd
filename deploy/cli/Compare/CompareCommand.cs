using System.CommandLine;
using Grpc.Core;
using Summit.Cli.Assess;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Client;
using Summit.Logistics.V1;

namespace Summit.Cli.Compare;

/// <summary><c>compare</c>: assessments side by side.</summary>
internal sealed class CompareCommand
{
    private const int LeastColumns = 2;
    private const int MostColumns = 8;

    private readonly Argument<string[]> _columns = new("columns")
    {
        Description = "Two to eight columns: persons (10000), a force option (iiss-large), options without dashes (\"strength=10000 tour=4\"), a title that you keep (@TITLE), or its name.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the whole answer as JSON instead." };
    private readonly Option<bool> _csv = new("--csv") { Description = "Print the comparison as comma-separated values instead." };
    private readonly Option<bool> _facts = new("--facts") { Description = "List the facts that differ too." };
    private readonly Option<bool> _noCauses = new("--no-causes") { Description = "Leave out which difference causes what; quicker." };
    private readonly Command _command = new("compare", "Compares assessments side by side: the main figures, what differs, and which difference causes it. The other options apply to all columns.");
    private readonly QuestionOptions _question;

    private CompareCommand()
    {
        _command.Arguments.Add(_columns);
        _question = new QuestionOptions(_command);
        foreach (var option in new[] { _json, _csv, _facts, _noCauses })
        {
            _command.Options.Add(option);
        }

        _command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetValue(_csv))
            {
                result.AddError("--json and --csv cannot go together: standard output holds one of them.");
            }

            var columns = result.GetResult(_columns)?.Tokens.Select(t => t.Value).ToList() ?? [];
            if (columns.Count is < LeastColumns or > MostColumns)
            {
                result.AddError($"{columns.Count} columns cannot be compared. Give {LeastColumns} to {MostColumns}, for example compare 10000 25000 60000.");
            }

            foreach (var column in columns)
            {
                foreach (var fault in Columns.FaultsOf(column))
                {
                    result.AddError($"column \"{column}\": {fault}");
                }
            }
        });
        Connection.AddOptions(_command);
        _command.SetAction((parsed, cancellationToken) => RunAsync(Connection.From(parsed), parsed, cancellationToken));
    }

    public static Command Create() => new CompareCommand()._command;

    private async Task<int> RunAsync(Connection connection, ParseResult parsed, CancellationToken cancellationToken)
    {
        using var channels = connection.Open();
        try
        {
            var request = new CompareAssessmentsRequest { SkipCauses = parsed.GetValue(_noCauses) };
            foreach (var column in parsed.GetRequiredValue(_columns))
            {
                request.Columns.Add(await Columns.ReadAsync(column, _question.From(parsed), channels, connection.CallOptions(cancellationToken)));
            }

            var compared = await Terminal.WaitAsync("Comparing: one assessment for each column and difference", () =>
                channels.Create<ComparisonService.ComparisonServiceClient>().CompareAssessmentsAsync(request, connection.CallOptions(cancellationToken)).ResponseAsync);
            if (parsed.GetValue(_json))
            {
                Console.WriteLine(Json.Pretty(compared));
            }
            else if (parsed.GetValue(_csv))
            {
                ComparisonCsv.Print(compared, Console.Out);
            }
            else
            {
                new ComparisonPrinter(Terminal.Out).Print(compared, parsed.GetValue(_facts));
            }

            return ExitCode.Ok;
        }
        catch (RpcException error)
        {
            ErrorReport.Print(error, path => _question.OptionOf(path[(path.IndexOf("question.", StringComparison.Ordinal) is var at and >= 0 ? at + "question.".Length : 0)..]));
            return ExitCode.CallFailed;
        }
    }
}
