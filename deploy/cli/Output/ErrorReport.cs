using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Spectre.Console;
using Summit.Client;
using Summit.Policy;

namespace Summit.Cli.Output;

/// <summary>Prints an error with its details in readable form on standard error.</summary>
internal static class ErrorReport
{
    /// <param name="error">The failed call.</param>
    /// <param name="optionOf">Returns the option that sets a field of the request, by the field's path; null for none.</param>
    public static void Print(RpcException error, Func<string, string?>? optionOf = null)
    {
        var typed = SummitRpcException.From(error);
        Terminal.Error.MarkupLineInterpolated($"[red]{typed.StatusCode}[/] {typed.Status.Detail}");
        foreach (var detail in typed.Details?.Details ?? [])
        {
            // The trace id has its own line below.
            if (detail.Unpack(ContractFiles.Registry) is not RequestInfo and var known)
            {
                Print(known, detail.TypeUrl, optionOf);
            }
        }

        if (typed.TraceId is { } trace)
        {
            Terminal.Error.MarkupLineInterpolated($"  trace {trace}");
        }
        else if (typed.StatusCode == StatusCode.Unavailable)
        {
            Terminal.Error.WriteLine("  No gateway answered. Start the system with: dotnet run --project deploy/local. Or name another gateway with --address.");
        }
    }

    private static void Print(IMessage? detail, string type, Func<string, string?>? optionOf)
    {
        switch (detail)
        {
            case BadRequest bad:
                foreach (var violation in bad.FieldViolations)
                {
                    var field = optionOf?.Invoke(violation.Field) is { } option ? $"{option} ({violation.Field})" : violation.Field;
                    Terminal.Error.MarkupLineInterpolated($"  [yellow]{field}[/]: {violation.Description}");
                }

                break;
            case PreconditionFailure precondition:
                foreach (var violation in precondition.Violations)
                {
                    Terminal.Error.MarkupLineInterpolated($"  [yellow]{violation.Type} {violation.Subject}[/]: {violation.Description}");
                }

                break;
            case ErrorInfo info:
                Terminal.Error.MarkupLineInterpolated($"  reason {info.Reason}{string.Concat(info.Metadata.Select(m => $" {m.Key}={m.Value}"))}");
                break;
            case null:
                Terminal.Error.MarkupLineInterpolated($"  {type}");
                break;
            default:
                Terminal.Error.MarkupLineInterpolated($"  {detail.Descriptor.Name} {Json.Line(detail)}");
                break;
        }
    }
}
