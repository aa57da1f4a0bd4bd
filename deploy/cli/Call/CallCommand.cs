using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using Summit.Cli.Input;
using Summit.Cli.Output;
using Summit.Policy;
using Summit.Policy.Json;
using Summit.Report.Exchange;

namespace Summit.Cli.Call;

/// <summary><c>call package.Service/Method '{json}'</c>: calls any method of the contracts, with JSON in and out, one line per streamed message.</summary>
internal static class CallCommand
{
    public static Command Create()
    {
        var method = new Argument<string>("method") { Description = "package.Service/Method, for example summit.nations.v1.NationService/GetNation" };
        var json = new Argument<string>("json") { Description = "The request as JSON; - reads it from standard input. A client stream takes one JSON value a line.", DefaultValueFactory = _ => "{}" };
        var command = new Command("call", "Calls any method of the contracts: JSON in, JSON out.") { method, json };
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(Connection.From(parsed), parsed.GetRequiredValue(method), parsed.GetRequiredValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Connection connection, string name, string json, CancellationToken cancellationToken)
    {
        if (!MethodCatalog.TryFind("/" + name.TrimStart('/'), out var method))
        {
            await Console.Error.WriteLineAsync($"No method '{name}' in the contracts. {Suggest(name)}");
            return ExitCode.BadInput;
        }

        var text = json == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : json;
        var requests = new List<IMessage>();
        foreach (var one in method.Descriptor.IsClientStreaming ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [text])
        {
            var (request, faults) = RequestJson.Parse(method.Descriptor.InputType, one);
            if (request is null)
            {
                await Console.Error.WriteLineAsync($"The JSON is not a {method.Descriptor.InputType.FullName}:");
                foreach (var fault in faults)
                {
                    await Console.Error.WriteLineAsync($"  {fault}");
                }

                return ExitCode.BadInput;
            }

            requests.Add(request);
        }

        using var channels = connection.Open();
        await CallAsync(channels.InvokerOf(method.Package), AnyMethod.Of(method), connection.CallOptions(cancellationToken), requests);
        return ExitCode.Ok;
    }

    private static async Task CallAsync(CallInvoker invoker, Method<IMessage, IMessage> method, CallOptions options, List<IMessage> requests)
    {
        switch (method.Type)
        {
            case MethodType.Unary:
                Console.WriteLine(Json.Pretty(await invoker.AsyncUnaryCall(method, null, options, requests[0])));
                break;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, requests[0]))
                {
                    await WriteAllAsync(call.ResponseStream, options.CancellationToken);
                }

                break;
            case MethodType.ClientStreaming:
                using (var call = invoker.AsyncClientStreamingCall(method, null, options))
                {
                    await SendAllAsync(call.RequestStream, requests, options.CancellationToken);
                    Console.WriteLine(Json.Pretty(await call.ResponseAsync));
                }

                break;
            default:
                using (var call = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    // Reading starts before sending ends, because a server may answer each message when it arrives.
                    var answers = WriteAllAsync(call.ResponseStream, options.CancellationToken);
                    await SendAllAsync(call.RequestStream, requests, options.CancellationToken);
                    await answers;
                }

                break;
        }
    }

    private static async Task SendAllAsync(IClientStreamWriter<IMessage> stream, List<IMessage> requests, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            await stream.WriteAsync(request, cancellationToken);
        }

        await stream.CompleteAsync();
    }

    private static async Task WriteAllAsync(IAsyncStreamReader<IMessage> stream, CancellationToken cancellationToken)
    {
        while (await stream.MoveNext(cancellationToken))
        {
            Console.WriteLine(Json.Line(stream.Current));
        }
    }

    private static string Suggest(string name)
    {
        var parts = name.TrimStart('/').Split('/');
        var near = MethodCatalog.All
            .Where(m => m.Service == parts[0] || (parts.Length > 1 && m.Descriptor.Name.Equals(parts[^1], StringComparison.OrdinalIgnoreCase)))
            .Select(m => m.FullName[1..])
            .DefaultIfEmpty()
            .Order(StringComparer.Ordinal)
            .ToList();
        return near[0] is null
            ? "Its services: " + string.Join(", ", MethodCatalog.All.Select(m => m.Service).Distinct().Order(StringComparer.Ordinal))
            : "Near: " + string.Join(", ", near);
    }
}
