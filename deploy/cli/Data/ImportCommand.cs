using System.CommandLine;
using Summit.Api.V1;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Data.V1;
using Summit.Report.Exchange;

namespace Summit.Cli.Data;

/// <summary><c>import KIND FILE</c>: stores the rows of a table, or lists every fault of it.</summary>
internal static class ImportCommand
{
    private const int DefaultShown = 20;

    private static readonly Argument<string> Kind = new("kind") { Description = $"What the file has. One of {string.Join(", ", Kinds.ForImport)}; with --scenario, one of {string.Join(", ", Kinds.ForScenario)}." };
    private static readonly Argument<FileInfo> File = new("file") { Description = "The file: CSV, XLSX, XLS, or JSON Lines." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Shows what would change and writes nothing." };
    private static readonly Option<int?> Shown = Numbers.Whole("--show", "a number of changes", $"Changes to show. Default: {DefaultShown}.", least: 0);
    private static readonly Option<string?> Scenario = new("--scenario") { Description = "Scenario of yours that the rows go into, scenarios/ID, for an analyst. Nobody else sees them." };
    private static readonly Option<string?> Title = new("--title") { Description = "Title of the publication, for rows without a source of their own." };
    private static readonly Option<string?> Publisher = new("--publisher") { Description = "Who published it." };
    private static readonly Option<Google.Type.Date?> Published = Dates.Option("--published", "Day of publication.");
    private static readonly Option<string?> Edition = new("--edition") { Description = "Edition, for example 2024-06." };
    private static readonly Option<string?> Trust = Choice.Option("--confidence", "How sure the figures are. Default: checked.", "checked", "recalled", "assumed");

    public static Command Create()
    {
        var command = new Command("import", "Stores the rows of a table in one transaction, or lists every fault of it. Needs the token of the secretariat, of a delegation for its own rows, or of an analyst with --scenario.")
        {
            Kind, File, DryRun, Shown, Scenario, Title, Publisher, Published, Edition, Trust,
        };
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var word = parsed.GetRequiredValue(Kind);
        var file = parsed.GetRequiredValue(File);
        var scenario = parsed.GetValue(Scenario) ?? "";
        var words = scenario.Length > 0 ? Kinds.ForScenario : Kinds.ForImport;
        if (Kinds.Find(word, words) is not { } kind)
        {
            await Console.Error.WriteLineAsync($"kind: \"{word}\" is not one of {string.Join(", ", words)}{(scenario.Length > 0 ? ", which go into a scenario" : "")}.");
            return ExitCode.BadInput;
        }

        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"file: \"{file}\" does not exist.");
            return ExitCode.BadInput;
        }

        var first = new ImportRowsRequest
        {
            Kind = kind.Kind,
            FileName = file.Name,
            Source = SourceOf(parsed),
            ValidateOnly = parsed.GetValue(DryRun),
            Scenario = scenario,
            RequestId = Guid.NewGuid().ToString(),
        };
        var bytes = await System.IO.File.ReadAllBytesAsync(file.FullName, cancellationToken);
        var connection = Connection.From(parsed);
        using var channels = connection.Open();
        var (response, _) = await Terminal.WaitAsync($"Importing {file.Name}", () => RowFiles.ImportAsync(channels, kind.Package, first, bytes, connection.CallOptions(cancellationToken)));
        ImportReport.Print(response, parsed.GetValue(Shown) ?? DefaultShown);
        return response.Outcome == ImportRowsResponse.Types.Outcome.Refused ? ExitCode.BadInput : ExitCode.Ok;
    }

    private static Source SourceOf(ParseResult parsed) => new()
    {
        Title = parsed.GetValue(Title) ?? "",
        Publisher = parsed.GetValue(Publisher) ?? "",
        PublishDate = parsed.GetValue(Published),
        Edition = parsed.GetValue(Edition) ?? "",
        Confidence = parsed.GetValue(Trust) is { } trust ? Enum.Parse<Confidence>(trust, ignoreCase: true) : Confidence.Unspecified,
    };
}
