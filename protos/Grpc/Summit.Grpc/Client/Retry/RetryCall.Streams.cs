using Grpc.Core;
using Grpc.Net.Client.Calls;

namespace Grpc.Net.Client.Retry;

/// <summary>The streams of a call of several attempts.</summary>
internal sealed partial class RetryCall<TRequest, TResponse>
{
    private readonly SentCount _sent = new();

    /// <summary>Sends what the log holds, and goes on as it grows, until the request is complete or the attempt is over.</summary>
    private async Task PumpAsync(GrpcCall<TRequest, TResponse> call)
    {
        var writer = (ClientStreamWriter<TRequest, TResponse>)call.RequestStream;
        try
        {
            for (var index = 0; !call.Finished;)
            {
                var (frame, more) = _log.Get(index);
                if (frame is not null)
                {
                    await writer.WriteFrameAsync(frame, flush: true, CancellationToken.None);
                    index++;
                    _sent.TryAdvance(index);
                }
                else if (more is not null)
                {
                    await Task.WhenAny(more, call.Ended);
                }
                else
                {
                    await writer.CompleteAsync();
                    return;
                }
            }
        }
        catch (Exception)
        {
            // The attempt has failed; its status says why and decides what follows.
        }
    }

    /// <summary>Counts the frames that some attempt has sent, so that a writer goes no faster than the connection.</summary>
    private sealed class SentCount
    {
        private readonly Lock _lock = new();
        private int _count;
        private (int Index, TaskCompletionSource Reached)? _waiter;

        public void TryAdvance(int count)
        {
            TaskCompletionSource? reached = null;
            lock (_lock)
            {
                _count = Math.Max(_count, count);
                if (_waiter is { } waiter && waiter.Index <= _count)
                {
                    reached = waiter.Reached;
                    _waiter = null;
                }
            }

            reached?.TrySetResult();
        }

        public Task Reach(int count)
        {
            lock (_lock)
            {
                if (_count >= count)
                {
                    return Task.CompletedTask;
                }

                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiter = (count, reached);
                return reached.Task;
            }
        }
    }

    private sealed class LoggingWriter(RetryCall<TRequest, TResponse> owner) : IClientStreamWriter<TRequest>
    {
        private Task _last = Task.CompletedTask;
        private int _written;
        private bool _completed;

        public WriteOptions? WriteOptions { get; set; } = owner._options.WriteOptions;

        public Task WriteAsync(TRequest message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(TRequest message, CancellationToken cancellationToken)
        {
            ArgumentNullException.ThrowIfNull(message);
            if (_completed || !_last.IsCompleted)
            {
                return Task.FromException(new InvalidOperationException(_completed
                    ? "Request stream has already been completed."
                    : "Can't write the message because the previous write is in progress."));
            }

            return _last = WriteCoreAsync(message, cancellationToken);
        }

        public Task CompleteAsync()
        {
            if (_completed)
            {
                return Task.FromException(new InvalidOperationException("Request stream has already been completed."));
            }

            _completed = true;
            owner._log.Complete();
            return Task.CompletedTask;
        }

        private async Task WriteCoreAsync(TRequest message, CancellationToken cancellationToken)
        {
            if (!owner._log.Add(owner.FrameOf(message, WriteOptions)))
            {
                owner._mustCommit = true;
                owner._log.Commit();
            }

            var sent = owner._sent.Reach(++_written);
            await Task.WhenAny(sent, owner.CommittedEndAsync()).WaitAsync(cancellationToken);
            if (!sent.IsCompleted)
            {
                var call = await owner._committed.Task;
                throw call.Status.StatusCode == StatusCode.OK
                    ? new InvalidOperationException("Can't write the message because the call is complete.")
                    : call.Error();
            }
        }
    }

    /// <summary>Completes when the call is bound to an attempt and that has ended.</summary>
    private async Task CommittedEndAsync() => await (await _committed.Task).Ended;

    private sealed class CommittedReader(RetryCall<TRequest, TResponse> owner) : IAsyncStreamReader<TResponse>
    {
        private IAsyncStreamReader<TResponse>? _reader;

        public TResponse Current => _reader is null ? null! : _reader.Current;

        public Task<bool> MoveNext(CancellationToken cancellationToken) =>
            _reader is null ? StartAsync(cancellationToken) : _reader.MoveNext(cancellationToken);

        private async Task<bool> StartAsync(CancellationToken cancellationToken)
        {
            var call = await owner._committed.Task.WaitAsync(cancellationToken);
            _reader = call.ResponseStream;
            return await _reader.MoveNext(cancellationToken);
        }
    }
}
