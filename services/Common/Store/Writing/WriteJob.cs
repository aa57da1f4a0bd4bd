using Google.Protobuf;

namespace Summit.Store;

/// <summary>A transaction that waits for the writer, and later its outcome.</summary>
internal abstract class WriteJob(CancellationToken cancellationToken)
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Whether the caller has cancelled. Checked only before the job runs: a job that has run is committed.</summary>
    public bool Abandoned => cancellationToken.IsCancellationRequested;

    protected CancellationToken Cancellation => cancellationToken;

    /// <summary>Runs on the writer's thread with the caller's trace and culture. May run again in another group.</summary>
    public void Run(WriteGroup group)
    {
        if (_context is null)
        {
            RunBody(group);
        }
        else
        {
            ExecutionContext.Run(_context, _ => RunBody(group), null);
        }
    }

    /// <summary>Reports the outcome of the run to the caller. The outcome is durable at this point.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception error);

    protected abstract void RunBody(WriteGroup group);
}

/// <inheritdoc cref="WriteJob"/>
internal sealed class WriteJob<TResult>(
    CommitInfo info, Func<Transaction, TResult> body, TimeSpan answerLifetime, CancellationToken cancellationToken) : WriteJob(cancellationToken)
    where TResult : class, IMessage<TResult>, new()
{
    private static readonly MessageParser<TResult> Parser = new(() => new TResult());
    private readonly TaskCompletionSource<Committed<TResult>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Committed<TResult>? _result;
    private Exception? _error;

    public Task<Committed<TResult>> Done => _done.Task;

    public override void Complete()
    {
        if (_error is not null)
        {
            _done.TrySetException(_error);
        }
        else if (_result is not null)
        {
            _done.TrySetResult(_result);
        }
        else
        {
            _done.TrySetCanceled(Cancellation);
        }
    }

    public override void Fail(Exception error) => _done.TrySetException(error);

    protected override void RunBody(WriteGroup group)
    {
        (_result, _error) = (null, null);
        try
        {
            _result = Execute(group);
        }
        catch (Exception e)
        {
            _error = e;
        }
    }

    private Committed<TResult> Execute(WriteGroup group)
    {
        var remember = info.RequestId.Length > 0 && !info.ValidateOnly;
        if (remember && group.FindAnswer(info) is { } answer)
        {
            return answer.RequestHash.AsSpan().SequenceEqual(info.RequestHash.Span)
                ? new(Parser.ParseFrom(answer.Response), new Revision(answer.Revision, group.Epoch), Changed: false, Replayed: true)
                : throw new RequestIdReusedException(info.RequestId);
        }
        var transaction = new Transaction(group);
        var result = body(transaction);
        // Encoded here, so that the answer and its record are the same even if the object changes later.
        var response = remember ? result.ToByteArray() : null;
        if (info.ValidateOnly)
        {
            return new(result, new Revision(group.Revision, group.Epoch), Changed: false, Replayed: false);
        }
        transaction.Accept(info);
        if (response is not null)
        {
            group.Keep(info, response, answerLifetime);
        }
        return new(result, new Revision(group.Revision, group.Epoch), transaction.Changed, Replayed: false);
    }
}

/// <summary>Ensures that no commit after the current one gets an instant or an earlier one. The result contains the revision up to which this holds.</summary>
internal sealed class FenceJob(long instant, CancellationToken cancellationToken) : WriteJob(cancellationToken)
{
    private readonly TaskCompletionSource<(bool Possible, long Now, long Revision)> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (bool Possible, long Now, long Revision) _result;

    public Task<(bool Possible, long Now, long Revision)> Done => _done.Task;

    public override void Complete() => _done.TrySetResult(_result);

    public override void Fail(Exception error) => _done.TrySetException(error);

    protected override void RunBody(WriteGroup group)
    {
        _result = (instant <= group.Now, group.Now, group.Revision);
        if (_result.Possible)
        {
            group.Fence(instant);
        }
    }
}
