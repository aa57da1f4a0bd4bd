using System.Collections.Frozen;
using Google.Api;
using Summit.Policy;

namespace Summit.Gateway.Feed;

/// <summary>What is known about one service's store, from its change feed and from the answers that went through here.</summary>
internal sealed class ServiceFeed
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly FrozenDictionary<string, int> _types;
    private readonly HashSet<string> _former = new(StringComparer.Ordinal);
    private (string Epoch, long Number) _shown = ("", 0);
    private volatile EpochState? _state;

    public ServiceFeed(string package, TimeProvider time)
    {
        Package = package;
        _time = time;
        _types = ContractFiles.Messages.Values
            .Where(m => m.File.Package == package)
            .Select(m => m.GetOptions()?.GetExtension(ResourceExtensions.Resource)?.Type)
            .OfType<string>()
            .Concat(MethodCatalog.All.Where(m => m.Reads is not null).SelectMany(m => m.ReadTypes).Where(t => PackageOf(t) == package))
            .Distinct(StringComparer.Ordinal)
            .Select((type, index) => (type, index))
            .ToFrozenDictionary(t => t.type, t => t.index, StringComparer.Ordinal);
    }

    /// <summary>Package of the service.</summary>
    public string Package { get; }

    /// <summary>What is known of the store's present epoch; null before the feed has been reached.</summary>
    public EpochState? State => _state;

    /// <summary>Build of the service, as its answers name it; empty before that.</summary>
    public string Build { get; set; } = "";

    /// <summary>Whether the feed is being read.</summary>
    public bool Connected { get; set; }

    /// <summary>How long ago everything was known; null when nothing is certain.</summary>
    public TimeSpan? Age => _state is { Horizon: not 0 and var horizon } ? _time.GetElapsedTime(horizon) : null;

    /// <summary>Package of a resource type, <c>package/Message</c>.</summary>
    public static string PackageOf(string type) => type[..Math.Max(0, type.IndexOf('/', StringComparison.Ordinal))];

    /// <summary>Index of a type of this service; -1 for one that the contracts do not know.</summary>
    public int IndexOf(string type) => _types.GetValueOrDefault(type, -1);

    /// <summary>Whether a store is known to have been replaced.</summary>
    public bool IsFormer(string epoch)
    {
        lock (_gate)
        {
            return _former.Contains(epoch) || (_state is null && _shown.Epoch.Length > 0 && _shown.Epoch != epoch);
        }
    }

    /// <summary>Begins to follow a store; everything up to the position counts as changed there.</summary>
    public EpochState Begin(string epoch, long position)
    {
        lock (_gate)
        {
            var next = new EpochState(epoch, position, _types.Count);
            if (_shown.Epoch == epoch)
            {
                next.RaiseFloor(_shown.Number);
            }

            if (_state is { } old)
            {
                if (old.Epoch == epoch)
                {
                    next.RaiseFloor(old.Floor);
                }
                else
                {
                    _former.Add(old.Epoch);
                }
            }

            return _state = next;
        }
    }

    /// <summary>Notes the revision that a service answered with: the next read must not be older.</summary>
    public void Seen(long number, string epoch)
    {
        if (_state is { } state && state.Epoch == epoch)
        {
            state.RaiseFloor(number);
            return;
        }

        lock (_gate)
        {
            if (_former.Contains(epoch))
            {
                return; // A late answer from a store that was replaced.
            }

            if (_state is { } now)
            {
                if (now.Epoch == epoch)
                {
                    now.RaiseFloor(number);
                    return;
                }

                // The store was replaced, and a caller has seen the new one.
                now.ConfirmUntil(0);
                _former.Add(now.Epoch);
                _state = null;
            }

            // The feed has not begun: it will with what was shown until then.
            if (_shown.Epoch != epoch)
            {
                _former.Add(_shown.Epoch);
                _shown = (epoch, 0);
            }

            _shown.Number = Math.Max(_shown.Number, number);
        }
    }
}
