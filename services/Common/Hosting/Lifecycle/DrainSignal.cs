namespace Summit.Hosting.Lifecycle;

/// <summary>Tells open-ended calls that the host is going down.</summary>
public sealed class DrainSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>Cancelled when watches must end.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    internal Task RaiseAsync() => _source.CancelAsync();
}
