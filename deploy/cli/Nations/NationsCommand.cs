using System.CommandLine;
using Google.Type;
using Spectre.Console;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Client;
using Summit.Nations.V1;
using Summit.Report.Wording;

namespace Summit.Cli.Nations;

/// <summary><c>nations</c>: the stance of each nation on an issue, with date and source.</summary>
internal static class NationsCommand
{
    /// <summary>The day of the scenario.</summary>
    private static readonly Date Today = new() { Year = 2025, Month = 2, Day = 17 };

    public static Command Create()
    {
        var issue = new Option<string>("--issue") { Description = "Id of the issue.", DefaultValueFactory = _ => "troop-deployment" };
        var asOf = Dates.Option("--as-of", $"What was known on this day. Default: {Days.Text(Today)}.");
        var command = new Command("nations", "Lists the nations and where they stand on an issue, with the source of each position.") { issue, asOf };
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(Connection.From(parsed), "issues/" + parsed.GetRequiredValue(issue), parsed.GetValue(asOf) ?? Today, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Connection connection, string issue, Date asOf, CancellationToken cancellationToken)
    {
        using var channels = connection.Open();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var client = channels.Create<NationService.NationServiceClient>();
        await foreach (var nation in SummitPages.ReadAllAsync(new ListNationsRequest { PageSize = 200 }, client.ListNationsAsync, page => page.Nations, cancellationToken))
        {
            names[nation.Name] = nation.DisplayName;
        }

        var stances = await channels.Create<PositionService.PositionServiceClient>()
            .AggregateStancesAsync(new AggregateStancesRequest { Issue = issue, AsOf = asOf }, connection.CallOptions(cancellationToken));
        Terminal.Out.Write(Table(names, stances));
        return ExitCode.Ok;
    }

    private static Table Table(Dictionary<string, string> names, AggregateStancesResponse stances)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Code", "Nation", "Stance", "Since", "What was said, and where");
        foreach (var stance in stances.Stances)
        {
            var position = stance.Position;
            table.AddRow(
                stance.Nation[^3..],
                Markup.Escape(names.GetValueOrDefault(stance.Nation, "")),
                Words.Of(stance.Stance),
                position is null ? "" : Days.Text(position.PositionDate),
                position is null ? "" : Markup.Escape($"{position.Summary} ({position.Source.Title})"));
        }

        return table;
    }
}
