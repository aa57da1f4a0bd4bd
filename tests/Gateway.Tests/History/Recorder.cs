using System.Diagnostics;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Summit.Changes.V1;
using Summit.Client;

namespace Summit.Gateway.Tests.History;

/// <summary>Writes down what clients do and see.</summary>
internal sealed class Recorder(RunHistory history)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ByteString, int> _contents = [];
    private readonly HashSet<string> _texts = [];

    public RunHistory History { get; } = history;

    /// <summary>Microseconds of the machine's monotonic clock, which runs on while processes are stopped.</summary>
    public static long Now => (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));

    /// <summary>Makes a call and writes down how it went.</summary>
    /// <param name="question">What is asked, by whom and where.</param>
    /// <param name="call">Starts the call.</param>
    public async Task<(Operation Operation, T? Answer)> CallAsync<T>(Question question, Func<CallInvoker, CallOptions, AsyncUnaryCall<T>> call)
        where T : class, IMessage
    {
        var life = question.Endpoint.Life;
        using var hangUp = new CancellationTokenSource();
        var start = Now;
        if (question.HangUpAfter is { } patience)
        {
            hangUp.CancelAfter(patience);
        }

        T? answer = null;
        RpcException? error = null;
        Metadata metadata;
        try
        {
            using var running = call(question.Endpoint.Invoker, question.Options(hangUp.Token));
            try
            {
                answer = await running.ResponseAsync;
                metadata = await running.ResponseHeadersAsync;
            }
            catch (RpcException e)
            {
                (error, metadata) = (e, e.Trailers);
            }
        }
        catch (RpcException e)
        {
            (error, metadata) = (e, e.Trailers);
        }

        var end = Now;
        var typed = error is null ? null : SummitRpcException.From(error);
        var operation = new Operation
        {
            Id = 0,
            Client = question.Client,
            Via = question.Endpoint.Name,
            Life = life == question.Endpoint.Life && life % 2 == 0 ? life : -1,
            Scope = question.Scope,
            Kind = question.Kind,
            Method = question.Method,
            Name = question.Name,
            Strong = question.Strong,
            Least = question.Least,
            HungUp = question.HangUpAfter is not null,
            Start = start,
            End = end,
            Status = error?.StatusCode.ToString() ?? "OK",
            Reason = typed?.Reason,
            Error = typed is null ? null : KeepText(typed),
            Cache = metadata.GetValue(SummitMetadata.Cache),
            Revision = RevisionVector.Parse(metadata.GetValue(SummitMetadata.Revision))[Question.Package],
            Stale = metadata.GetValue(SummitMetadata.Stale),
            // A deletion's answer says nothing, and what it leaves is nothing.
            Content = answer is null or Google.Protobuf.WellKnownTypes.Empty ? RunHistory.Nothing : Keep(answer.ToByteString()),
        };
        lock (_gate)
        {
            operation = operation with { Id = History.Operations.Count };
            History.Operations.Add(operation);
        }

        return (operation, answer);
    }

    public int Count(Func<Operation, bool> which)
    {
        lock (_gate)
        {
            return History.Operations.Count(which);
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            History.Faults.Add(fault);
        }
    }

    /// <summary>Reads all that the service's present store ever held, as each scope sees it.</summary>
    public async Task AddLogAsync(CallInvoker invoker, IReadOnlyDictionary<string, CallOptions> scopes)
    {
        var changes = new Summit.Nations.V1.ChangeService.ChangeServiceClient(invoker);
        var log = new EpochLog("", 0, []);
        foreach (var (scope, options) in scopes)
        {
            var told = log.Scopes[scope] = [];
            var request = new ListChangesRequest { PageSize = 1000 };
            ListChangesResponse page;
            do
            {
                page = await changes.ListChangesAsync(request, options);
                told.AddRange(page.Changes.Select(c => new LoggedChange(
                    NumberOf(c.Revision), c.Name, c.Resource is null ? RunHistory.Nothing : Keep(c.Resource.Value), c.Actor)));
                request.AfterRevision = page.Revision;
            }
            while (page.More);

            // A timer may commit between two of the lists; what all of them tell is what counts.
            var head = NumberOf(page.Revision);
            RevisionVector.TrySplit(page.Revision, out _, out var epoch);
            log = log with { Epoch = epoch!, Head = log.Head == 0 ? head : Math.Min(log.Head, head) };
        }

        History.Logs.Add(log);
    }

    private static long NumberOf(string revision) => RevisionVector.TrySplit(revision, out var number, out _) ? number : 0;

    // Long runs meet the same few errors again and again; what differs is the trace of each.
    private string KeepText(SummitRpcException error)
    {
        var details = error.Details?.Details.Where(d => !d.Is(RequestInfo.Descriptor)).Select(d => d.Value.ToStringUtf8()) ?? [];
        var text = $"{error.Status.Detail} {string.Join(' ', details)} {error.Status.DebugException?.GetType().Name}";
        lock (_gate)
        {
            if (!_texts.TryGetValue(text, out var kept))
            {
                _texts.Add(kept = text);
            }

            return kept;
        }
    }

    private int Keep(ByteString content)
    {
        lock (_gate)
        {
            if (!_contents.TryGetValue(content, out var place))
            {
                _contents[content] = place = History.Contents.Count;
                History.Contents.Add(content.ToByteArray());
            }

            return place;
        }
    }
}
