using System.Collections.Concurrent;
using Summit.Data.V1;
using Summit.WebConsole.Calls;

namespace Summit.WebConsole.Imports;

/// <summary>
/// Files between their upload and the decision to store them. They are held for a while in memory, and only the viewer who sent a file
/// finds it again.
/// </summary>
internal sealed class HeldFiles(TimeProvider? clock = null)
{
    /// <summary>The most that a file may have, as the services take it.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    private const long MostBytesOfAll = 4L * MostBytes;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(20);
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly ConcurrentDictionary<string, HeldFile> _files = new(StringComparer.Ordinal);

    /// <summary>Holds a file. Where there are too many, the oldest give way.</summary>
    /// <returns>The id under which its owner finds it.</returns>
    public string Add(string owner, string word, ImportRowsRequest first, byte[] bytes)
    {
        var now = _clock.GetUtcNow();
        var id = Guid.NewGuid().ToString("N");
        _files[id] = new HeldFile(owner, word, first, bytes, now);
        foreach (var (key, _) in _files.Where(f => now - f.Value.Since > Lifetime).ToList())
        {
            _files.TryRemove(key, out _);
        }

        foreach (var (key, _) in _files.OrderBy(f => f.Value.Since).Take(_files.Count - 1).ToList())
        {
            if (_files.Values.Sum(f => (long)f.Bytes.Length) <= MostBytesOfAll)
            {
                break;
            }

            _files.TryRemove(key, out _);
        }

        return id;
    }

    /// <summary>Finds a file of a viewer; null when it is not held, or is another's.</summary>
    public HeldFile? Find(string id, string owner) =>
        _files.TryGetValue(id, out var file) && file.Owner == owner && _clock.GetUtcNow() - file.Since <= Lifetime ? file : null;

    /// <summary>Forgets a file.</summary>
    public void Remove(string id, string owner)
    {
        if (Find(id, owner) is not null)
        {
            _files.TryRemove(id, out _);
        }
    }
}

/// <summary>A file that waits for a decision.</summary>
/// <param name="Owner">The viewer who sent it.</param>
/// <param name="Word">What it has, as the form and the command line name it.</param>
/// <param name="First">What the file is, as the import wants it.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Since">When it came.</param>
internal sealed record HeldFile(string Owner, string Word, ImportRowsRequest First, byte[] Bytes, DateTimeOffset Since)
{
    /// <summary>What storing it gave; null before.</summary>
    public Asked<ImportRowsResponse>? Stored { get; set; }
}
