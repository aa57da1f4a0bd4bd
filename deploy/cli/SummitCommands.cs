using System.CommandLine;
using System.CommandLine.Invocation;
using Grpc.Core;
using Summit.Cli.Assess;
using Summit.Cli.Call;
using Summit.Cli.Nations;
using Summit.Cli.Output;
using Summit.Cli.Token;

namespace Summit.Cli;

/// <summary>The commands over the API, and one place where every fault becomes a message and an exit code.</summary>
internal static class SummitCommands
{
    public static RootCommand Create() => new("SummitServices: which force, by when, for how long, at whose cost, with whose consent.")
    {
        AssessCommand.Create(),
        CallCommand.Create(),
        NationsCommand.Create(),
        TokenCommand.Create(),
    };

    /// <summary>Runs a command line to its end; returns the exit code. No fault of the caller prints a stack or the name of a type.</summary>
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
