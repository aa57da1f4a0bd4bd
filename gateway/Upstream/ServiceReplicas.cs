using System.Net;
using Summit.Hosting.Certificates;

namespace Summit.Gateway.Upstream;

/// <summary>The replicas of one service, found by static addresses or by name, and the choice among them.</summary>
internal sealed class ServiceReplicas : IDisposable
{
    private readonly ServiceAddress[] _addresses;
    private readonly ForwardingOptions _options;
    private readonly NameLookup _lookup;
    private readonly OutgoingTls _tls;
    private readonly TimeProvider _time;
    private readonly List<Replica> _retired = [];
    private volatile Replica[] _replicas = [];

    /// <summary>Creates the set; <see cref="ResolveAsync"/> fills it.</summary>
    public ServiceReplicas(string package, string addresses, bool secure, ForwardingOptions options, NameLookup lookup, OutgoingTls tls, TimeProvider time)
    {
        Package = package;
        (_options, _lookup, _tls, _time) = (options, lookup, tls, time);
        _addresses = ServiceAddress.ParseAll(addresses, secure);
        Update(_addresses.Where(a => !a.ByName).Select(a => (a.Authority, a.EndPoint)));
    }

    /// <summary>Package of contracts that the service serves; callers see it as the service's name.</summary>
    public string Package { get; }

    /// <summary>The replicas now.</summary>
    public IReadOnlyList<Replica> Current => _replicas;

    /// <summary>Whether some address is a name whose replicas come and go.</summary>
    public bool ByName => _addresses.Any(a => a.ByName);

    /// <summary>
    /// Sends a request to the less busy of two replicas chosen by chance. A replica that cannot be reached has not seen the
    /// request, so the next one is asked: no call is ever sent twice.
    /// </summary>
    public async Task<(HttpResponseMessage Response, Replica Replica)> SendAsync(HttpRequestMessage request, string path, CancellationToken cancellationToken)
    {
        var replicas = _replicas;
        if (replicas.Length == 0)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"no replica of {Package} is known");
        }

        var first = Choose(replicas);
        for (var tried = 0; ; tried++)
        {
            var replica = replicas[(first + tried) % replicas.Length];
            replica.Enter();
            try
            {
                return (await replica.SendAsync(request, path, cancellationToken), replica);
            }
            catch (Exception e)
            {
                replica.Leave();
                if (!UpstreamFailure.NeverSent(e) || tried + 1 >= replicas.Length)
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Resolves names again. A name that does not resolve keeps the replicas it had.</summary>
    public async Task ResolveAsync(CancellationToken cancellationToken)
    {
        var found = new List<(Uri, EndPoint)>();
        foreach (var address in _addresses)
        {
            found.AddRange(await address.ResolveAsync(_lookup, cancellationToken));
        }

        if (found.Count > 0)
        {
            Update(found);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var replica in _replicas.Concat(_retired))
        {
            replica.Dispose();
        }
    }

    private static int Choose(Replica[] replicas)
    {
        if (replicas.Length == 1)
        {
            return 0;
        }

        var a = Random.Shared.Next(replicas.Length);
        var b = (a + 1 + Random.Shared.Next(replicas.Length - 1)) % replicas.Length;
        var (left, right) = (replicas[a], replicas[b]);
        if (left.IsDown != right.IsDown)
        {
            return left.IsDown ? b : a;
        }

        return left.InFlight <= right.InFlight ? a : b;
    }

    private void Update(IEnumerable<(Uri Authority, EndPoint EndPoint)> found)
    {
        var kept = _replicas.ToDictionary(r => (r.Authority, r.EndPoint));
        Replica[] next = [.. found.Distinct().Select(f => kept.Remove(f, out var old) ? old : new Replica(f.Authority, f.EndPoint, _options, _tls, _time))];
        _replicas = next;

        // Those that are gone finish what they are doing.
        _retired.AddRange(kept.Values);
        foreach (var idle in _retired.Where(r => r.InFlight == 0).ToArray())
        {
            _retired.Remove(idle);
            idle.Dispose();
        }
    }
}
