using System.CommandLine;
using System.CommandLine.Invocation;
using Grpc.Core;
using Summit.Cli.Assess;
using Summit.Cli.Call;
using Summit.Cli.Compare;
using Summit.Cli.Data;
using Summit.Cli.Nations;
using Summit.Cli.Output;
using Summit.Cli.Scenarios;
using Summit.Cli.Token;

namespace Summit.Cli;

/// <summary>The commands that use the API, and the one place where every fault is converted to a message and an exit code.</summary>
internal static class SummitCommands
{
    public static RootCommand Create() => new("SummitServices: which force, by when, for how long, at whose cost, with whose consent.")
    {
        AssessCommand.Create(),
        CallCommand.Create(),
        CompareCommand.Create(),
        ExportCommand.Create(),
        ImportCommand.Create(),
        NationsCommand.Create(),
        ScenariosCommand.Create(),
        TokenCommand.Create(),
    };

    /// <summary>Runs a command line to completion and returns the exit code. A fault of the caller never prints a stack trace or a type name.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            return ExitCode.BadInput;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (RpcException error)
        {
            ErrorReport.Print(error);
            return ExitCode.CallFailed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return ExitCode.CallFailed;
        }
    }
}
