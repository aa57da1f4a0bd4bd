using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Summit.Client;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Hosting.Telemetry;
using Summit.Kernel;
using Summit.Policy;

namespace Summit.Hosting.Validation;

/// <summary>
/// A request that is no message of its type fails before any interceptor, as UNKNOWN or INTERNAL. It is the caller's mistake, so this
/// middleware answers INVALID_ARGUMENT instead, while the answer is still one block of headers.
/// </summary>
internal sealed class UnreadableRequests(RequestDelegate next, CallLog log)
{
    private const string Status = "grpc-status";
    private const string Message = "grpc-message";
    private static readonly string[] Faults = [((int)StatusCode.Unknown).ToString(), ((int)StatusCode.Internal).ToString()];

    /// <summary>Set when the interceptors began: from there on every outcome is theirs.</summary>
    public static object Began { get; } = new();

    public async Task InvokeAsync(HttpContext http)
    {
        var started = Stopwatch.GetTimestamp();
        await next(http);
        var response = http.Response;
        if (response.HasStarted || http.Items.ContainsKey(Began) || !Faults.Contains(response.Headers[Status].ToString()))
        {
            return;
        }

        const string Text = "the request is not a message of the type that the method takes; compare the contract";
        var trace = Activity.Current?.TraceId.ToHexString() ?? "";
        var status = StatusDetails.From(new InvalidFieldsException([new Violation("", Text)])).WithTrace(trace);
        response.Headers[Status] = ((int)StatusCode.InvalidArgument).ToString();
        response.Headers[Message] = Text;
        response.Headers[SummitMetadata.StatusDetails] = Convert.ToBase64String(status.ToByteArray());
        response.Headers[SummitMetadata.TraceId] = trace;
        Observe(http, Stopwatch.GetElapsedTime(started), trace);
    }

    private void Observe(HttpContext http, TimeSpan duration, string trace)
    {
        if (!MethodCatalog.TryFind(http.Request.Path.Value ?? "", out var method))
        {
            return;
        }

        HostMetrics.Calls.Begin(method);
        HostMetrics.Calls.End(method, method.FullName[1..], duration, StatusCode.InvalidArgument);
        if (Activity.Current is { } span)
        {
            CallTelemetry.Begin(span, method.FullName[1..]);
            CallTelemetry.End(span, StatusCode.InvalidArgument);
        }

        if (log.Wants(method, StatusCode.InvalidArgument, duration))
        {
            log.Write(new EndedCall(method, Caller.Anonymous, StatusCode.InvalidArgument, duration, trace));
        }
    }
}
