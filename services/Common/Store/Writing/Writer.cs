using System.Collections.Concurrent;
using System.Diagnostics;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>
/// The only writer of a process. It has its own thread, because a durable commit waits for the disk. Transactions that queue up
/// meanwhile share the next commit.
/// </summary>
internal sealed class Writer : IDisposable
{
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WriterLifetime = TimeSpan.FromDays(1);
    private readonly Database _database;
    private readonly Func<string> _epoch;
    private readonly Action<WriteGroup> _committed;
    private readonly BlockingCollection<WriteJob> _queue = [];
    private readonly SemaphoreSlim _room;
    private readonly Thread _thread;
    private readonly string _name = Guid.NewGuid().ToString("N");
    private Session? _session;
    private long _commits;
    private long _nextPurge;

    public Writer(Database database, Func<string> epoch, Action<WriteGroup> committed)
    {
        _database = database;
        _epoch = epoch;
        _committed = committed;
        _room = new SemaphoreSlim(database.Options.MaxQueued);
        _thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    /// <summary>Queues a transaction; waits while the queue is full.</summary>
    public async Task EnqueueAsync(WriteJob job, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            _queue.Add(job, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new StoreClosingException();
        }
    }

    /// <summary>Processes the queued transactions and ends.</summary>
    public void Dispose()
    {
        _queue.CompleteAdding();
        _thread.Join();
        _queue.Dispose();
        _room.Dispose();
    }

    private void Loop()
    {
        var group = new List<WriteJob>();
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < _database.Options.MaxGroup && _queue.TryTake(out var next))
            {
                group.Add(next);
            }
            _room.Release(group.Count);
            Run(group);
            group.Clear();
        }
        Drop();
    }

    private void Run(List<WriteJob> jobs)
    {
        try
        {
            RunTogether(jobs);
        }
        catch (Exception e)
        {
            Abort();
            if (e is StoreUnavailableException || jobs.Count == 1)
            {
                jobs.ForEach(j => j.Fail(e));
                return;
            }
            // Something in this group cannot be written: run its members one by one, so that only the faulty one fails.
            foreach (var job in jobs)
            {
                Run([job]);
            }
        }
    }

    private void RunTogether(List<WriteJob> jobs)
    {
        var group = Begin();
        foreach (var job in jobs)
        {
            if (!job.Abandoned)
            {
                job.Run(group);
            }
            if (_session!.Broken)
            {
                throw new StoreUnavailableException("The database went away in mid-transaction; nothing was written. Repeat the call.");
            }
        }
        if (group.Writes.Count == 0)
        {
            _session!.Execute(new Bound(Statements.Rollback));
        }
        else
        {
            Purge(group);
            Commit(group);
            _committed(group);
        }
        Telemetry.GroupSize.Record(jobs.Count);
        jobs.ForEach(j => j.Complete());
    }

    private WriteGroup Begin()
    {
        if (_session is not null)
        {
            try
            {
                return new WriteGroup(_session, _epoch());
            }
            catch (StoreUnavailableException e) when (_session.HadBroken(e))
            {
                // It broke while it was idle. Nothing of these transactions has been sent.
                Drop();
            }
        }
        _session = _database.OpenWriter();
        return new WriteGroup(_session, _epoch());
    }

    // Answers past their lifetime are deleted with a commit from time to time; until then they are no longer found. The rows of
    // processes that ended long ago are deleted as well.
    private void Purge(WriteGroup group)
    {
        if (group.Now >= _nextPurge)
        {
            group.Writes.Add(new(Statements.DropWriters, group.Now - (long)WriterLifetime.TotalMicroseconds));
            group.Writes.Add(new(Statements.DropAnswers, group.Now));
            _nextPurge = group.Now + (long)PurgeInterval.TotalMicroseconds;
        }
    }

    private void Commit(WriteGroup group)
    {
        if (!_database.SoleOwner)
        {
            group.Writes.Add(new(Statements.SetLastCommit, _name, ++_commits, group.Now));
        }
        try
        {
            group.Commit();
        }
        catch (StoreUnavailableException e) when (_session!.Broken)
        {
            if (!Resolve(e))
            {
                throw new StoreUnavailableException("The database went away before the commit; nothing was written. Repeat the call.", e);
            }
        }
    }

    // The connection was lost during COMMIT. The row that the transaction wrote about itself shows the outcome. The lost
    // transaction holds the counter until it has ended, so the row is read under the counter's lock.
    private bool Resolve(Exception cause)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < _database.Options.CommitResolveTimeout)
        {
            try
            {
                Drop();
                _session = _database.OpenWriter();
                _session.BeginLocked();
                var last = _session.Query(Statements.LastCommit, static r => r.GetInt64(0), _name);
                _session.Execute(new Bound(Statements.Rollback));
                return last is [var commit] && commit == _commits;
            }
            catch (StoreUnavailableException)
            {
                // Not available again yet.
            }
            Thread.Sleep(TimeSpan.FromMilliseconds(50));
        }
        throw new StoreUnavailableException(
            "The database went away during the commit and its outcome is not known; repeat the call with the same request_id.", cause, outcomeUnknown: true);
    }

    private void Abort()
    {
        try
        {
            if (_session is { Broken: false })
            {
                _session.Execute(new Bound(Statements.Rollback));
                return;
            }
        }
        catch (Exception)
        {
            // SQLite has rolled back by itself, or the connection is lost. In both cases the session is replaced.
        }
        Drop();
    }

    private void Drop()
    {
        var session = _session;
        _session = null;
        session?.Close();
    }
}
