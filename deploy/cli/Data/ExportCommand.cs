using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Data.V1;
using Summit.Policy;
using Summit.Policy.Json;
using Summit.Report.Exchange;
using Summit.Tables.Files;

namespace Summit.Cli.Data;

/// <summary><c>export WHAT</c>: resources of a type, or the answer of a method such as an assessment or a plan, as a file.</summary>
internal static class ExportCommand
{
    private const string Assess = "assess";
    private const string AssessMethod = "summit.logistics.v1.AssessmentService/AssessDeployment";
    private static readonly Dictionary<string, FileFormat> Formats = new(StringComparer.Ordinal) { ["csv"] = FileFormat.Csv, ["xlsx"] = FileFormat.Xlsx, ["jsonl"] = FileFormat.JsonLines };

    private static readonly Argument<string> What = new("what")
    {
        Description = $"{Assess}, a method such as summit.logistics.v1.MovementService/PlanMovement, or a type of resource: {string.Join(", ", Kinds.ForExport)}.",
    };

    private static readonly Argument<string> Request = new("json") { Description = "The request of a method as JSON.", DefaultValueFactory = _ => "{}" };
    private static readonly Option<string?> Format = Choice.Option("--format", "Format of the file. Default: by the end of its name, or csv.", "csv", "xlsx", "jsonl");
    private static readonly Option<FileInfo?> Out = new("--out") { Description = "File to write. Default: standard output; a workbook needs a file." };
    private static readonly Option<string?> Parent = new("--parent") { Description = "Parent of the resources, for example nations/FRA." };
    private static readonly Option<string?> Filter = new("--filter") { Description = "AIP-160 filter, for example 'year >= 2020'." };
    private static readonly Option<string?> OrderBy = new("--order-by") { Description = "Fields to sort by. Default: the name." };
    private static readonly Option<Google.Type.Date?> AsOf = Dates.Option("--as-of", "Only what was published by this day.");

    public static Command Create()
    {
        var command = new Command("export", "Writes resources of a type, an assessment, or the answer of a method as CSV, XLSX or JSON Lines.") { What, Request, Format, Out, Parent, Filter, OrderBy, AsOf };
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var what = parsed.GetRequiredValue(What);
        var file = parsed.GetValue(Out);
        var format = Formats[parsed.GetValue(Format) ?? (Formats.ContainsKey(file?.Extension.TrimStart('.') ?? "") ? file!.Extension.TrimStart('.') : "csv")];
        if (format == FileFormat.Xlsx && file is null)
        {
            await Console.Error.WriteLineAsync("--out: a workbook needs a file to write to.");
            return ExitCode.BadInput;
        }

        var connection = Connection.From(parsed);
        using var bytes = new MemoryStream();
        if (Kinds.Find(what) is { } kind && kind.Kind.Contains('/', StringComparison.Ordinal))
        {
            using var channels = connection.Open();
            await RowFiles.ExportAsync(channels, kind.Package, new ExportRowsRequest
            {
                Type = kind.Kind,
                Parent = parsed.GetValue(Parent) ?? "",
                Filter = parsed.GetValue(Filter) ?? "",
                OrderBy = parsed.GetValue(OrderBy) ?? "",
                AsOf = parsed.GetValue(AsOf),
                Format = format,
            }, bytes, connection.CallOptions(cancellationToken));
        }
        else if (MethodCatalog.TryFind("/" + (what == Assess ? AssessMethod : what.TrimStart('/')), out var method) && method.Type is MethodType.Unary or MethodType.ServerStreaming)
        {
            var (request, faults) = RequestJson.Parse(method.Descriptor.InputType, parsed.GetRequiredValue(Request));
            if (request is null)
            {
                await Console.Error.WriteLineAsync($"The JSON is not a {method.Descriptor.InputType.FullName}:{string.Concat(faults.Select(fault => $"\n  {fault}"))}");
                return ExitCode.BadInput;
            }

            AnswerFile.Write(bytes, format, await CallAsync(connection, method, request, cancellationToken));
        }
        else
        {
            await Console.Error.WriteLineAsync($"what: \"{what}\" is neither {Assess}, nor a method, nor one of {string.Join(", ", Kinds.ForExport)}.");
            return ExitCode.BadInput;
        }

        bytes.Position = 0;
        await using var target = file is null ? Console.OpenStandardOutput() : file.Create();
        await bytes.CopyToAsync(target, cancellationToken);
        if (file is not null)
        {
            await Console.Error.WriteLineAsync($"{file.Name}: {bytes.Length:N0} bytes.");
        }

        return ExitCode.Ok;
    }

    private static async Task<List<IMessage>> CallAsync(Connection connection, RpcMethod method, IMessage request, CancellationToken cancellationToken)
    {
        using var channels = connection.Open();
        var (invoker, options) = (channels.InvokerOf(method.Package), connection.CallOptions(cancellationToken));
        if (method.Type == MethodType.Unary)
        {
            return [await invoker.AsyncUnaryCall(AnyMethod.Of(method), null, options, request)];
        }

        var answers = new List<IMessage>();
        using var call = invoker.AsyncServerStreamingCall(AnyMethod.Of(method), null, options, request);
        while (await call.ResponseStream.MoveNext(cancellationToken))
        {
            answers.Add(call.ResponseStream.Current);
        }

        return answers;
    }
}
