using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Summit.Gateway.Freshness;

/// <summary>
/// The first level: answers in memory, bounded in bytes. What was not asked for again since the hand passed it goes first
/// (the SIEVE policy); a hit takes no lock and moves nothing.
/// </summary>
internal sealed class MemoryLevel(long limit)
{
    // What a node, its dictionary entry and the objects of an answer weigh beside their contents; measured, rounded up.
    private const int Bookkeeping = 400;
    private readonly ConcurrentDictionary<CacheKey, Node> _nodes = new();
    private readonly Lock _gate = new();
    private Node? _head;
    private Node? _tail;
    private Node? _hand;
    private long _bytes;
    private long _evictions;

    /// <summary>Bytes held now.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Most bytes that are held.</summary>
    public long Limit => limit;

    /// <summary>Answers that went to make room, since the start.</summary>
    public long Evictions => Interlocked.Read(ref _evictions);

    /// <summary>Answers held now.</summary>
    public int Count => _nodes.Count;

    /// <summary>Finds an answer, fresh or not.</summary>
    public bool TryGet(in CacheKey key, [NotNullWhen(true)] out Answer? answer)
    {
        if (!_nodes.TryGetValue(key, out var node))
        {
            answer = null;
            return false;
        }

        if (!node.Visited)
        {
            node.Visited = true;
        }

        answer = node.Answer;
        return true;
    }

    /// <summary>Keeps an answer, unless a newer one of the same store is there.</summary>
    /// <param name="key">Key.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isOfThisEpoch">Whether an answer is of the present epochs.</param>
    public void Put(in CacheKey key, Answer answer, Func<Answer, bool> isOfThisEpoch)
    {
        var size = key.Bytes + answer.Bytes + Bookkeeping;
        if (size > limit)
        {
            return;
        }

        lock (_gate)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                if (isOfThisEpoch(node.Answer) && node.Answer.Rank > answer.Rank)
                {
                    return;
                }

                _bytes += size - node.Size;
                (node.Answer, node.Size) = (answer, size);
            }
            else
            {
                Insert(new Node(key, answer, size));
            }

            while (_bytes > limit)
            {
                EvictOne();
            }
        }
    }

    private void Insert(Node node)
    {
        node.Older = _head;
        if (_head is not null)
        {
            _head.Newer = node;
        }

        _head = node;
        _tail ??= node;
        _nodes[node.Key] = node;
        _bytes += node.Size;
    }

    private void EvictOne()
    {
        var node = _hand ?? _tail!;
        while (node.Visited)
        {
            node.Visited = false;
            node = node.Newer ?? _tail!;
        }

        _hand = node.Newer;
        if (node.Newer is null)
        {
            _head = node.Older;
        }
        else
        {
            node.Newer.Older = node.Older;
        }

        if (node.Older is null)
        {
            _tail = node.Newer;
        }
        else
        {
            node.Older.Newer = node.Newer;
        }

        _nodes.TryRemove(node.Key, out _);
        _bytes -= node.Size;
        _evictions++;
    }

    private sealed class Node(CacheKey key, Answer answer, int size)
    {
        public CacheKey Key { get; } = key;

        public volatile Answer Answer = answer;

        public int Size { get; set; } = size;

        public volatile bool Visited;

        public Node? Newer { get; set; }

        public Node? Older { get; set; }
    }
}
