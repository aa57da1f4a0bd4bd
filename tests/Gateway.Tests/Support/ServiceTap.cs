using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Summit.Gateway.Tests.Support;

/// <summary>Stands in the service: counts calls by method, keeps what they carried, and holds them up while a test says so.</summary>
public sealed class ServiceTap : Interceptor
{
    private readonly Lock _gate = new();
    private readonly List<SeenCall> _calls = [];
    private TaskCompletionSource? _held;

    public int Count(string method)
    {
        lock (_gate)
        {
            return _calls.Count(c => c.Method.EndsWith("/" + method, StringComparison.Ordinal));
        }
    }

    public SeenCall Last(string method)
    {
        lock (_gate)
        {
            return _calls.Last(c => c.Method.EndsWith("/" + method, StringComparison.Ordinal));
        }
    }

    /// <summary>Calls that come from now on wait.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => Interlocked.Exchange(ref _held, null)?.TrySetResult();

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!context.Method.Contains("ChangeService", StringComparison.Ordinal))
        {
            var call = new SeenCall(context.Method, context.RequestHeaders, context.Deadline);
            lock (_gate)
            {
                _calls.Add(call);
            }

            context.CancellationToken.Register(() => call.Cancelled.TrySetResult());
            if (_held is { } held)
            {
                await held.Task.WaitAsync(context.CancellationToken);
            }
        }

        return await continuation(request, context);
    }

    public sealed record SeenCall(string Method, Metadata Headers, DateTime Deadline)
    {
        public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
