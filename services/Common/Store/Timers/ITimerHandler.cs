namespace Summit.Store;

/// <summary>Commits changes that become due at a time. Registered for one kind of timer with <c>AddStoreTimer</c>.</summary>
public interface ITimerHandler
{
    /// <summary>
    /// Runs inside the transaction that removes the timer, in exactly one replica. It computes and must not wait. It must check
    /// the current state: the resource may have changed since the timer was scheduled.
    /// </summary>
    void Fire(Transaction transaction, StoreTimer timer);
}

/// <summary>The handler of a kind of timer.</summary>
internal sealed record TimerRegistration(string Kind, Type Handler);
