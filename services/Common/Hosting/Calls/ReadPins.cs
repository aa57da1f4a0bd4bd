using System.Collections.Concurrent;
using Summit.Client;

namespace Summit.Hosting.Calls;

/// <summary>
/// All reads of one service inside one call show one revision: the first read's. The first read of a service goes ahead;
/// others of the same service wait until its revision is known.
/// </summary>
internal sealed class ReadPins(RevisionVector given)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _first = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _pinned = new(given.Entries, StringComparer.Ordinal);

    /// <summary>The revision at which a service is read, or null when nothing of it was read yet.</summary>
    public string? this[string package] => _pinned.GetValueOrDefault(package);

    /// <summary>Fixes the revision, unless one is fixed already; returns the fixed one.</summary>
    public string Pin(string package, string revision) => _pinned.GetOrAdd(package, revision);

    /// <summary>Returns the pin, or null to the one caller that goes first and must call <see cref="Release"/> when it is through.</summary>
    public async ValueTask<string?> PinOrGoFirstAsync(string package, CancellationToken cancellationToken)
    {
        if (_pinned.TryGetValue(package, out var revision))
        {
            return revision;
        }

        var gate = _first.GetOrAdd(package, static _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        if (!_pinned.TryGetValue(package, out revision))
        {
            return null;
        }

        gate.Release();
        return revision;
    }

    /// <summary>Lets the next reader go: with the revision when the first read told one, else as the first.</summary>
    public void Release(string package) => _first[package].Release();
}
