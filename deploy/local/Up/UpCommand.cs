using System.CommandLine;
using Spectre.Console;
using Summit.Local.Assess;

namespace Summit.Local.Up;

/// <summary><c>up</c>, the main job: start everything, ask the question, print the answer, keep serving.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var command = new Command("up", "Starts the system, asks the Paris question, prints the answer and keeps serving (the default).");
        AddTo(command);
        return command;
    }

    /// <summary>Gives a command the options and the action of <c>up</c>; the root command has them too.</summary>
    public static void AddTo(Command command)
    {
        var data = new Option<string>("--data") { Description = "Folder for stores, keys and logs.", DefaultValueFactory = _ => Files.DefaultDataFolder };
        var port = new Option<int>("--port") { Description = "The gateway's gRPC port on 127.0.0.1; 0 takes a free one.", DefaultValueFactory = _ => 5080 };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 65535)
            {
                result.AddError("--port must be 0 to 65535.");
            }
        });
        var once = new Option<bool>("--once") { Description = "Print the answer and end." };
        var without = new Option<string[]>("--without") { Description = "Leave a service out: " + string.Join(", ", LocalSystem.Services.Select(s => s.Name)) + ". May be repeated.", DefaultValueFactory = _ => [] };
        without.AcceptOnlyFromAmong([.. LocalSystem.Services.Select(s => s.Name)]);
        foreach (var option in new Option[] { data, port, once, without })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(
            new LocalSystemOptions(parsed.GetRequiredValue(data), parsed.GetValue(port), parsed.GetRequiredValue(without)),
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
            var code = await AssessCommand.AskAsync(new Connection(system.Gateway.ToString()), Question.Default(), json: false, cancellationToken);
            if (once)
            {
                return code;
            }

            AnsiConsole.WriteLine();
            AnsiConsole.MarkupLineInterpolated($"[green]Serving[/] gRPC on {system.Gateway}, status on {system.Status}, data and logs in {Path.GetFullPath(options.DataFolder)}. Ctrl-C stops.");
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
