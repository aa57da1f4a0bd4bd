using System.Runtime.CompilerServices;
using Google.Protobuf;
using Summit.Store.Sql;

namespace Summit.Store;

/// <summary>One list call: pages of a collection at one revision.</summary>
internal sealed class Lister<T>
    where T : class, IMessage<T>, new()
{
    private readonly StoreState _store;
    private readonly ResourceType<T> _type;
    private readonly ListQuery _query;
    private readonly NameRange _range;
    private readonly Filter _filter;
    private readonly OrderBy _order;
    private readonly Revision _revision;
    private readonly string _after;

    public Lister(StoreState store, ResourceType<T> type, ListQuery query, Revision revision, bool pinned)
    {
        (_store, _type, _query) = (store, type, query);
        _range = NameRange.Under(type, query.Parent);
        _filter = Filter.Parse(type.Descriptor, query.Filter);
        _order = OrderBy.Parse(type.Descriptor, query.OrderBy);
        (_revision, _after) = (revision, "");
        if (query.PageSize < 0)
        {
            throw new InvalidQueryException("page_size", $"{query.PageSize} is negative; 0 asks for the default.");
        }
        if (query.PageToken.Length > 0)
        {
            var token = PageToken.Parse(query.PageToken, type.Collection, query, store.PageTokenKey);
            if (token.Revision.Epoch != revision.Epoch)
            {
                throw new WrongEpochException(token.Revision.ToString(), revision.Epoch);
            }
            if (pinned && token.Revision != revision)
            {
                throw new InvalidQueryException("page_token", $"it is of revision {token.Revision}, the request asks for {revision}.");
            }
            (_revision, _after) = (token.Revision, token.After);
        }
    }

    private int PageSize => Math.Min(_query.PageSize == 0 ? _store.Options.DefaultPageSize : _query.PageSize, _store.Options.MaxPageSize);

    public async ValueTask<Page<T>> ListAsync(CancellationToken cancellationToken)
    {
        using var span = Telemetry.Operation(_store.Database.System, "list", _type.Collection);
        span?.SetTag("summit.revision", _revision.ToString());
        var (items, more, total) = _order.IsByName
            ? await PageByNameAsync(cancellationToken)
            : await PageSortedAsync(cancellationToken);
        var next = more ? new PageToken(_revision, _type.NameOf(items[^1])).Encode(_type.Collection, _query, _store.PageTokenKey) : "";
        return new Page<T>(items, next, _revision, total);
    }

    /// <summary>All matching resources in name order, read in chunks.</summary>
    public async IAsyncEnumerable<T> ScanAsync(string after, int chunk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = string.CompareOrdinal(after, _range.After) > 0 ? after : _range.After;
        while (true)
        {
            var rows = await _store.Database.ReadAsync(
                static (session, ask, token) => session.QueryAsync(
                    Statements.List, r => VersionRow.ReadListed(r, ask.Collection), token,
                    ask.Collection, ask.from, ask.Before, ask.Number, ask.Key, (long)ask.chunk),
                (_type.Collection, from, _range.Before, _revision.Number, _query.Visibility.Key, chunk),
                cancellationToken);
            foreach (var row in rows)
            {
                if (_range.Contains(row.Name) && _type.Parse(row.Data!, _revision with { Number = row.Revision }) is var item && _filter.Matches(item))
                {
                    yield return item;
                }
            }
            if (rows.Count < chunk)
            {
                yield break;
            }
            from = rows[^1].Name;
        }
    }

    private async ValueTask<(List<T> Items, bool More, int? Total)> PageByNameAsync(CancellationToken cancellationToken)
    {
        var items = new List<T>();
        var (more, total) = (false, 0);
        // A filter may drop most of a chunk, so more than a page is read at a time.
        var chunk = _filter.IsAll && !_query.CountTotal ? PageSize + 1 : Math.Max(PageSize + 1, 256);
        await foreach (var item in ScanAsync(_query.CountTotal ? "" : _after, chunk, cancellationToken))
        {
            total++;
            if (_query.CountTotal && string.CompareOrdinal(_type.NameOf(item), _after) <= 0)
            {
                continue;
            }
            if (items.Count < PageSize)
            {
                items.Add(item);
                continue;
            }
            more = true;
            if (!_query.CountTotal)
            {
                break;
            }
        }
        return (items, more, _query.CountTotal ? total : null);
    }

    private async ValueTask<(List<T> Items, bool More, int? Total)> PageSortedAsync(CancellationToken cancellationToken)
    {
        var all = new List<T>();
        await foreach (var item in ScanAsync("", _store.Options.MaxPageSize, cancellationToken))
        {
            if (all.Count == _store.Options.MaxSorted)
            {
                throw new InvalidQueryException("order_by", $"more than {_store.Options.MaxSorted} resources match; narrow the filter or list in name order.");
            }
            all.Add(item);
        }
        // Items are in name order and the sort is stable, so that items with equal keys stay in name order.
        var sorted = all.Order<T>(_order).ToList();
        var start = _after.Length == 0 ? 0 : sorted.FindIndex(i => _type.NameOf(i) == _after) + 1;
        var page = sorted.Skip(start).Take(PageSize).ToList();
        return (page, start + page.Count < sorted.Count, _query.CountTotal ? sorted.Count : null);
    }
}
