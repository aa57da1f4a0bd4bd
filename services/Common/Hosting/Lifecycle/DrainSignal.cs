namespace Summit.Hosting.Lifecycle;

/// <summary>Tells the open-ended calls of all connections that the host is going down.</summary>
internal sealed class DrainSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>Cancelled when watches must end.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    public Task RaiseAsync() => _source.CancelAsync();
}
