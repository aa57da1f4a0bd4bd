using System.Globalization;
using System.Text;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Gateway.Feed;

namespace Summit.Gateway.Freshness;

/// <summary>What the answers of one method depend on, as its contract says with <c>reads</c>.</summary>
internal sealed class ReadPlan
{
    private readonly (ServiceFeed Feed, int[] Types)[] _reads;
    private readonly ServiceFeed[] _builders;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _time;
    private BuildText _build = new([], "");

    private ReadPlan((ServiceFeed Feed, int[] Types)[] reads, ServiceFeed[] builders, TimeSpan lease, TimeProvider time)
    {
        (_reads, _builders, _lease, _time) = (reads, builders, lease, time);
    }

    /// <summary>Number of services that are read.</summary>
    public int Count => _reads.Length;

    /// <summary>The services that are read, each with the indexes of the types that are read there.</summary>
    public ReadOnlySpan<(ServiceFeed Feed, int[] Types)> Reads => _reads;

    /// <summary>Builds of all services that make the answer; another build may answer differently at the same revision.</summary>
    public string Build
    {
        get
        {
            var known = _build;
            for (var i = 0; i < _builders.Length; i++)
            {
                if (known.Parts.Length != _builders.Length || !ReferenceEquals(known.Parts[i], _builders[i].Build))
                {
                    string[] parts = [.. _builders.Select(b => b.Build)];
                    return (_build = new BuildText(parts, string.Join('|', parts))).Text;
                }
            }

            return known.Text;
        }
    }

    /// <summary>Whether everything that is read is followed closely enough to serve from a cache.</summary>
    public bool IsFollowed
    {
        get
        {
            foreach (var (feed, _) in _reads)
            {
                if (feed.State is not { } state || !IsLeased(state))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The plan of a method; null when it must not be cached or a service that it reads is not configured.</summary>
    public static ReadPlan? Of(MethodRoute route, FeedSet feeds, TimeSpan lease, TimeProvider time)
    {
        if (!route.Cacheable || feeds.Find(route.Method.Package) is not { } owner)
        {
            return null;
        }

        var reads = route.Method.ReadTypes.GroupBy(ServiceFeed.PackageOf).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (Feed: feeds.Find(g.Key), Types: g.Distinct(StringComparer.Ordinal))).ToList();
        return reads.Exists(r => r.Feed is null)
            ? null
            : new([.. reads.Select(r => (r.Feed!, r.Types.Select(r.Feed!.IndexOf).ToArray()))], [.. reads.Select(r => r.Feed!).Append(owner).Distinct()], lease, time);
    }

    /// <summary>Reads the vector of an answer.</summary>
    /// <returns>One revision per service; null when one is missing, which means that the answer is not complete.</returns>
    public ReadAt[]? Parse(string? vector)
    {
        var parsed = RevisionVector.Parse(vector);
        var read = new ReadAt[_reads.Length];
        for (var i = 0; i < read.Length; i++)
        {
            if (parsed[_reads[i].Feed.Package] is not { } text || !RevisionVector.TrySplit(text, out var number, out var epoch))
            {
                return null;
            }

            read[i] = new(epoch, number);
        }

        return read;
    }

    /// <summary>Whether every epoch of an answer is the present one of its store, as far as is known.</summary>
    public bool IsOfThisEpoch(Answer answer)
    {
        for (var i = 0; i < _reads.Length; i++)
        {
            if (_reads[i].Feed.State?.Epoch != answer.Read![i].Epoch)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether what a service has just answered is older than the caller asks for: its store is, or the request is of an older state, as a later page is.</summary>
    public bool IsBehind(Answer answer, string? least)
    {
        for (var i = 0; least is not null && answer.Read is not null && i < _reads.Length; i++)
        {
            if (LeastRevision.IsBehind(least, _reads[i].Feed.Package, answer.Read[i].Epoch, answer.Read[i].Number))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes a vector.</summary>
    public string Format(Answer answer, ReadOnlySpan<long> validAt)
    {
        var text = new StringBuilder();
        for (var i = 0; i < _reads.Length; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(_reads[i].Feed.Package).Append('=')
                .Append(CultureInfo.InvariantCulture, $"{validAt[i]}@{answer.Read![i].Epoch}");
        }

        return text.ToString();
    }

    /// <summary>Whether the feed has confirmed, within the lease, that it knows every commit.</summary>
    public bool IsLeased(EpochState state) => state.Horizon is not 0 and var horizon && _time.GetElapsedTime(horizon) <= _lease;

    private sealed record BuildText(string[] Parts, string Text);
}
