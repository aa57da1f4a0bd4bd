using System.Diagnostics.Metrics;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;
using Summit.Client;
using Summit.Hosting.Options;
using Summit.Hosting.Telemetry;

namespace Summit.Hosting.Calls;

/// <summary>
/// Holds a cacheable method to its <c>reads</c>: a cache serves the answer for as long as nothing that the contract names
/// has changed, so a read that it does not name would make a false answer look fresh. In Development such a call fails; in
/// production its answer is marked, so that no gateway keeps it, and counted. Must be inside errors and outside whatever reads.
/// </summary>
internal sealed partial class ReadsInterceptor(SummitOptions options, IHostEnvironment environment, ILogger<ReadsInterceptor> log) : Interceptor
{
    private static readonly Counter<long> Undeclared =
        new Meter(HostMetrics.MeterName).CreateCounter<long>("summit.reads.undeclared", "{call}", "Answers that read a type which their contract does not name.");

    private readonly bool _fails = options.FailUndeclaredReads ?? environment.IsDevelopment();

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var scope = context.Scope();
        try
        {
            var response = await continuation(request, context);
            Check(scope, context);
            return response;
        }
        catch (Exception e) when (e is not UndeclaredReadException)
        {
            // An error is an answer too: NOT_FOUND is kept until the type that was looked for changes.
            Check(scope, context);
            throw;
        }
    }

    private void Check(CallScope scope, ServerCallContext context)
    {
        var read = scope.ReadTypes;
        if (read.Count == 0)
        {
            return;
        }

        // The service that called takes them over: its answer rests on them too.
        var headers = context.GetHttpContext().Response.Headers;
        headers[SummitMetadata.ReadTypes] = string.Join(',', read);
        if (scope.Method.Reads is null)
        {
            return;
        }

        var undeclared = string.Join(", ", read.Where(type => !scope.Method.ReadTypes.Contains(type)));
        if (undeclared.Length == 0)
        {
            return;
        }

        if (_fails)
        {
            throw new UndeclaredReadException($"{scope.Method.FullName} reads {undeclared}, which its (summit.api.v1.reads) does not name.");
        }

        headers[SummitMetadata.NotKept] = "undeclared-read";
        Undeclared.Add(1, new KeyValuePair<string, object?>(CallTelemetry.Method, scope.Method.FullName[1..]));
        Log.Undeclared(log, scope.Method.FullName, undeclared);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, EventName = "reads.undeclared", Level = LogLevel.Error, Message = "{Method} read {Types}, which its contract does not name; the answer is not kept by caches")]
        public static partial void Undeclared(ILogger logger, string method, string types);
    }

    /// <summary>The contract of the method is wrong; the caller gets INTERNAL.</summary>
    private sealed class UndeclaredReadException(string message) : InvalidOperationException(message);
}
