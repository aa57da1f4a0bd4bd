namespace Summit.GrpcTests.Robustness;

/// <summary>A count that goes up and down, and that a test can wait for.</summary>
internal sealed class Gauge
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly List<(long Wanted, TaskCompletionSource Reached)> _waiting = [];
    private long _value;

    public long Value
    {
        get
        {
            lock (_lock)
            {
                return _value;
            }
        }
    }

    public void Add(long change)
    {
        lock (_lock)
        {
            _value += change;
            _waiting.RemoveAll(waiter => waiter.Wanted == _value && waiter.Reached.TrySetResult());
        }
    }

    /// <summary>Waits until the count is exactly <paramref name="wanted"/>; a server that never gets there fails the test.</summary>
    public async Task BecomesAsync(long wanted, string what)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_value == wanted)
            {
                return;
            }

            _waiting.Add((wanted, reached));
        }

        try
        {
            await reached.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{what}: {Value}, expected {wanted}");
        }
    }
}
