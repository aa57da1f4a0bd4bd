using System.CommandLine;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Summit.Local.Call;

/// <summary><c>call package.Service/Method '{json}'</c>: any method of the contracts, JSON in and out, one line per streamed message.</summary>
internal static class CallCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var method = new Argument<string>("method") { Description = "package.Service/Method, for example summit.nations.v1.NationService/GetNation" };
        var json = new Argument<string>("json") { Description = "The request as JSON; - reads it from standard input. A client stream takes one JSON value a line.", DefaultValueFactory = _ => "{}" };
        var command = new Command("call", "Calls any method of the contracts: JSON in, JSON out.") { method, json };
        Connection.AddOptions(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(Connection.From(parsed), parsed.GetRequiredValue(method), parsed.GetRequiredValue(json), Console.Out, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Connection connection, string name, string json, TextWriter output, CancellationToken cancellationToken)
    {
        if (Find(name) is not { } method)
        {
            await Console.Error.WriteLineAsync($"No method '{name}' in the contracts. {Suggest(name)}");
            return ExitCode.BadInput;
        }

        List<IMessage> requests;
        try
        {
            var text = json == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : json;
            requests = [.. (method.IsClientStreaming ? text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [text]).Select(t => Contracts.Parse(method.InputType, t))];
        }
        catch (Exception fault) when (fault is InvalidProtocolBufferException or InvalidJsonException)
        {
            await Console.Error.WriteLineAsync($"The JSON is not a {method.InputType.FullName}: {fault.Message}");
            return ExitCode.BadInput;
        }

        using var channel = connection.Open();
        var invoker = channel.CreateCallInvoker();
        var any = AnyMethod.Of(method);
        var options = connection.CallOptions(cancellationToken);
        try
        {
            switch (any.Type)
            {
                case MethodType.Unary:
                    await WriteAsync(output, await invoker.AsyncUnaryCall(any, null, options, requests[0]), indented: true);
                    break;
                case MethodType.ServerStreaming:
                    using (var call = invoker.AsyncServerStreamingCall(any, null, options, requests[0]))
                    {
                        await WriteAllAsync(output, call.ResponseStream, cancellationToken);
                    }

                    break;
                case MethodType.ClientStreaming:
                    using (var call = invoker.AsyncClientStreamingCall(any, null, options))
                    {
                        await SendAllAsync(call.RequestStream, requests, cancellationToken);
                        await WriteAsync(output, await call.ResponseAsync, indented: true);
                    }

                    break;
                default:
                    using (var call = invoker.AsyncDuplexStreamingCall(any, null, options))
                    {
                        // Reading starts before sending ends: a server may answer each message as it comes.
                        var answers = WriteAllAsync(output, call.ResponseStream, cancellationToken);
                        await SendAllAsync(call.RequestStream, requests, cancellationToken);
                        await answers;
                    }

                    break;
            }

            return ExitCode.Ok;
        }
        catch (RpcException error)
        {
            ErrorReport.Print(error);
            return ExitCode.CallFailed;
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

    private static async Task WriteAllAsync(TextWriter output, IAsyncStreamReader<IMessage> stream, CancellationToken cancellationToken)
    {
        while (await stream.MoveNext(cancellationToken))
        {
            await WriteAsync(output, stream.Current, indented: false);
        }
    }

    private static async Task WriteAsync(TextWriter output, IMessage message, bool indented)
    {
        var json = Contracts.Format(message);
        await output.WriteLineAsync(indented ? JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement, Indented) : json);
    }

    private static MethodDescriptor? Find(string name) => Contracts.Methods.FirstOrDefault(m => $"{m.Service.FullName}/{m.Name}" == name.TrimStart('/'));

    private static string Suggest(string name)
    {
        var word = name.Split('/', '.').Last();
        var near = Contracts.Methods.Select(m => $"{m.Service.FullName}/{m.Name}")
            .Where(m => m.Contains(word, StringComparison.OrdinalIgnoreCase) || name.Split('/')[0].Length > 0 && m.StartsWith(name.Split('/')[0], StringComparison.Ordinal))
            .Take(10).ToList();
        var listed = near.Count > 0 ? near : [.. Contracts.Methods.Select(m => m.Service.FullName).Distinct()];
        return "Near: " + string.Join(", ", listed);
    }
}
