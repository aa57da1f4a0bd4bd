using Google.Rpc;
using Grpc.Core;
using Spectre.Console;
using Summit.Client;
using Summit.Policy;

namespace Summit.Local;

/// <summary>Prints an error with its details, as a person reads it, on standard error.</summary>
internal static class ErrorReport
{
    /// <summary>Columns where nobody wraps lines by a terminal's width.</summary>
    public const int PipeWidth = 200;

    private static readonly IAnsiConsole Error = Create();

    private static IAnsiConsole Create()
    {
        var plain = Console.IsErrorRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (plain)
        {
            console.Profile.Width = PipeWidth;
        }

        return console;
    }

    public static void Print(RpcException error)
    {
        var typed = SummitRpcException.From(error);
        Error.MarkupLineInterpolated($"[red]{typed.StatusCode}[/] {typed.Status.Detail}");
        foreach (var detail in typed.Details?.Details ?? [])
        {
            switch (detail.Unpack(ContractFiles.Registry))
            {
                case BadRequest bad:
                    foreach (var violation in bad.FieldViolations)
                    {
                        Error.MarkupLineInterpolated($"  [yellow]{violation.Field}[/]: {violation.Description}");
                    }

                    break;
                case PreconditionFailure precondition:
                    foreach (var violation in precondition.Violations)
                    {
                        Error.MarkupLineInterpolated($"  [yellow]{violation.Type} {violation.Subject}[/]: {violation.Description}");
                    }

                    break;
                case ErrorInfo info:
                    Error.MarkupLineInterpolated($"  reason {info.Reason}{string.Concat(info.Metadata.Select(m => $" {m.Key}={m.Value}"))}");
                    break;
                case RequestInfo:
                    // The trace id stands in its own line below.
                    break;
                case { } other:
                    Error.MarkupLineInterpolated($"  {other.Descriptor.Name} {Json.Format(other)}");
                    break;
                default:
                    Error.MarkupLineInterpolated($"  {detail.TypeUrl}");
                    break;
            }
        }

        if (typed.TraceId is { } trace)
        {
            Error.MarkupLineInterpolated($"  trace {trace}");
        }
    }
}
