using System.CommandLine;
using Spectre.Console;
using Summit.Cli;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Cli.Token;

namespace Summit.Local.Up;

/// <summary><c>up</c>, the main command: starts everything, asks the question, prints the answer and keeps serving.</summary>
internal static class UpCommand
{
    private const int DefaultPort = 5080;

    // The first answer of a system that has just started takes longer than any later one, most of all on a slow machine.
    private const string FirstAnswerSeconds = "120";
    private static readonly string[] Optional = [.. LocalSystem.Services.Select(s => s.Name), LocalSystem.ConsoleName];
    private static readonly string Names = string.Join(", ", Optional);

    public static Command Create()
    {
        var command = new Command("up", "Starts the system, asks the Paris question, prints the answer and keeps serving (the default).");
        AddTo(command);
        return command;
    }

    /// <summary>Adds the options and the action of <c>up</c> to a command. The root command has them as well.</summary>
    public static void AddTo(Command command)
    {
        var data = new Option<string>("--data") { Description = "Folder for stores, keys and logs.", DefaultValueFactory = _ => DataFolder.Default };
        var port = Numbers.Whole("--port", "a port", $"The gateway's gRPC port on 127.0.0.1; browsers and curl use the one after it. 0 takes free ones. Default: {DefaultPort}.", least: 0, most: ushort.MaxValue);
        var once = new Option<bool>("--once") { Description = "Print the answer and end." };
        var without = new Option<string[]>("--without") { Description = $"Leave a part out: {Names}. May be repeated.", DefaultValueFactory = _ => [] };
        without.Validators.Add(result =>
        {
            foreach (var unknown in result.Tokens.Select(t => t.Value).Except(Optional))
            {
                result.AddError($"--without: \"{unknown}\" is not a part that can be left out. These are {Names}.");
            }
        });
        var traces = new Option<bool>("--traces") { Description = "Start a trace viewer too, so that each question can be seen as one trace. It is fetched when it is first used (about 60 MB)." };
        foreach (var option in new Option[] { data, port, once, without, traces })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(
            new LocalSystemOptions(parsed.GetRequiredValue(data), parsed.GetValue(port) ?? DefaultPort, parsed.GetRequiredValue(without), parsed.GetValue(traces)),
            parsed.GetValue(once),
            cancellationToken));
    }

    private static async Task<int> RunAsync(LocalSystemOptions options, bool once, CancellationToken cancellationToken)
    {
        LocalSystem system;
        try
        {
            system = await LocalSystem.StartAsync(options, cancellationToken);
        }
        catch (HostFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return ExitCode.CallFailed;
        }

        await using (system)
        {
            var code = await SummitCommands.RunAsync(SummitCommands.Create(), ["assess", "--address", system.Gateway.Authority, "--timeout", FirstAnswerSeconds]);
            if (once)
            {
                return code;
            }

            Terminal.Out.WriteLine();
            if (system.Pages is { } pages)
            {
                Terminal.Out.MarkupLineInterpolated($"[green]Look at it[/] in a browser: {pages}");
            }

            if (system.Traces is { } viewer)
            {
                Terminal.Out.MarkupLineInterpolated($"[green]See each call[/] as one trace: {viewer.Settings.Login}");
            }

            Terminal.Out.MarkupLineInterpolated($"[green]Serving[/] gRPC on {system.Gateway}, HTTP on {system.Web}, status on {system.Status}, data and logs in {Path.GetFullPath(options.DataFolder)}. Ctrl-C stops.");
            return await ServeAsync(system, cancellationToken);
        }
    }

    private static async Task<int> ServeAsync(LocalSystem system, CancellationToken cancellationToken)
    {
        try
        {
            var first = await Task.WhenAny(system.Hosts.Select(async h => { await h.Ended; return h.Name; })).Unwrap().WaitAsync(cancellationToken);
            await Console.Error.WriteLineAsync($"{first} ended; stopping the rest. Its log is in the data folder.");
            return ExitCode.CallFailed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Ok;
        }
    }
}
