using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Summit.Client;
using Summit.Policy;
using Summit.Report.Exchange;
using Summit.Scenarios.Listing;

namespace Summit.Scenarios.CSharp;

/// <summary>The refusals of the list: calls by name with JSON requests, the last of which is refused.</summary>
internal sealed class Refusals(Surroundings surroundings, Func<string, Task> command)
{
    private static readonly JsonParser Json = new(JsonParser.Settings.Default.WithTypeRegistry(ContractFiles.Registry));

    public async Task RunAsync(Refusal refusal)
    {
        var last = refusal.Steps.Last(step => step.Do is null);
        SummitRpcException? failure = null;
        try
        {
            foreach (var step in refusal.Steps.TakeWhile(step => failure is null))
            {
                failure = await RunAsync(step, step == last);
            }
        }
        finally
        {
            foreach (var step in refusal.Steps.SkipWhile(step => step != last).Skip(1))
            {
                await command(step.Do!);
            }
        }

        Check(refusal, failure!);
    }

    private async Task<SummitRpcException?> RunAsync(Step step, bool isLast)
    {
        if (isLast)
        {
            return await Assert.ThrowsAsync<SummitRpcException>(() => CallAsync(step));
        }

        await (step.Do is { } something ? command(something) : CallAsync(step));
        return null;
    }

    private static void Check(Refusal refusal, SummitRpcException failure)
    {
        Assert.Equal(refusal.Status, SummitTelemetry.NameOf(failure.StatusCode));
        if (refusal.OrNoReason && failure.Reason.Length == 0)
        {
            return;
        }

        Assert.Equal((refusal.Reason, "summit"), (failure.Reason, failure.Domain));
        Assert.Matches("^[0-9a-f]{32}$", failure.TraceId);
        Assert.Subset(failure.Facts.Keys.ToHashSet(), (refusal.Facts ?? []).ToHashSet());
        Assert.True(!refusal.RetryInfo || failure.RetryDelay > TimeSpan.Zero, "it does not say when to try again");
        if (refusal.Violations is { } fields)
        {
            Assert.Equal(fields, failure.Violations.Select(v => v.Field).Order(StringComparer.Ordinal));
        }
    }

    private async Task CallAsync(Step step)
    {
        using var channels = surroundings.Through(0, step.As);
        var method = MethodCatalog.Get(step.Method);
        var invoker = channels.InvokerOf(method.Package);
        for (var i = 0; i < (step.Repeat ?? 1); i++)
        {
            DateTime? deadline = step.TimeoutMs is { } ms ? DateTime.UtcNow.AddMilliseconds(ms) : null;
            await CallAsync(invoker, method, Request(method.Descriptor.InputType, step.Request, i), new CallOptions(deadline: deadline));
        }
    }

    private static async Task CallAsync(CallInvoker invoker, RpcMethod method, IMessage request, CallOptions options)
    {
        if (method.Type == MethodType.Unary)
        {
            await invoker.AsyncUnaryCall(AnyMethod.Of(method), null, options, request);
            return;
        }

        using var call = invoker.AsyncServerStreamingCall(AnyMethod.Of(method), null, options, request);
        while (await call.ResponseStream.MoveNext(default))
        {
        }
    }

    private IMessage Request(MessageDescriptor type, JsonElement json, int number) => Json.Parse(
        json.GetRawText().Replace("{id}", surroundings.Id, StringComparison.Ordinal).Replace("{n}", $"{number}", StringComparison.Ordinal), type);
}
