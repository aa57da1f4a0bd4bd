using Google.Rpc;
using Grpc.Core;
using Spectre.Console;

namespace Summit.Local;

/// <summary>Prints an error with its details, as a person reads it, on standard error.</summary>
internal static class ErrorReport
{
    private static readonly IAnsiConsole Error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public static void Print(RpcException error)
    {
        Error.MarkupLineInterpolated($"[red]{error.StatusCode}[/] {error.Status.Detail}");
        if (error.Trailers.GetValueBytes("grpc-status-details-bin") is not { } bytes)
        {
            return;
        }

        foreach (var detail in Google.Rpc.Status.Parser.ParseFrom(bytes).Details)
        {
            switch (Contracts.Unpack(detail))
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
                case RequestInfo request:
                    Error.MarkupLineInterpolated($"  trace {request.RequestId}");
                    break;
                case { } other:
                    Error.MarkupLineInterpolated($"  {other.Descriptor.Name} {Contracts.Format(other)}");
                    break;
                default:
                    Error.MarkupLineInterpolated($"  {detail.TypeUrl}");
                    break;
            }
        }
    }
}
