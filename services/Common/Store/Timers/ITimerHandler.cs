namespace Summit.Store;

/// <summary>Commits what time causes. Registered for one kind of timer with <c>AddStoreTimer</c>.</summary>
public interface ITimerHandler
{
    /// <summary>
    /// Runs inside the transaction that removes the timer, in exactly one replica; it computes and does not wait. It looks
    /// at the state as it is now: what it was to change may have changed before.
    /// </summary>
    void Fire(Transaction transaction, StoreTimer timer);
}

/// <summary>Which handler a kind of timer has.</summary>
internal sealed record TimerRegistration(string Kind, Type Handler);
