using System.Collections.Concurrent;

namespace Summit.Gateway.Freshness;

/// <summary>What a flight brought back.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Computed">Whether the service computed it for this flight; otherwise it came from the second level.</param>
internal sealed record Landing(Answer Answer, bool Computed);

/// <summary>
/// One computation per key: whoever asks the same while an answer is under way waits for it. A flight belongs to nobody; it
/// goes on when its first caller hangs up.
/// </summary>
internal sealed class Flights(TimeProvider time)
{
    private readonly ConcurrentDictionary<CacheKey, Flight> _flights = new();

    /// <summary>Flights under way.</summary>
    public int Count => _flights.Count;

    /// <summary>Joins the flight of a key, or starts one.</summary>
    public Flight JoinOrStart(in CacheKey key, Func<Task<Landing>> fly)
    {
        var mine = new Flight(time.GetTimestamp());
        var flight = _flights.GetOrAdd(key, mine);
        if (ReferenceEquals(flight, mine))
        {
            _ = RunAsync(key, mine, fly);
        }

        return flight;
    }

    private async Task RunAsync(CacheKey key, Flight flight, Func<Task<Landing>> fly)
    {
        try
        {
            var landing = await fly();
            _flights.TryRemove(key, out _); // Removed first, so that no later call joins a flight that has ended.
            flight.Land(landing);
        }
        catch (Exception e)
        {
            _flights.TryRemove(key, out _);
            flight.Crash(e);
        }
    }
}

/// <summary>A computation under way.</summary>
/// <param name="started">Monotonic time of its start.</param>
internal sealed class Flight(long started)
{
    private readonly TaskCompletionSource<Landing> _landed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Monotonic time of its start.</summary>
    public long Started { get; } = started;

    /// <summary>What it brings back.</summary>
    public Task<Landing> Landed => _landed.Task;

    public void Land(Landing landing) => _landed.TrySetResult(landing);

    public void Crash(Exception exception)
    {
        _landed.TrySetException(exception);
        _ = _landed.Task.Exception; // Seen, even when everybody has gone.
    }
}
