using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Store;

/// <summary>An <c>order_by</c>: field paths, each ascending or <c>desc</c>, separated by commas.</summary>
internal sealed class OrderBy : IComparer<IMessage>
{
    private readonly List<(FieldPath Path, bool Descending)> _keys;

    private OrderBy(List<(FieldPath Path, bool Descending)> keys) => _keys = keys;

    /// <summary>Whether the order is by name, in which the store reads anyway.</summary>
    public bool IsByName => _keys.Count == 0 || (_keys[0].Path.Text == "name" && !_keys[0].Descending);

    public static OrderBy Parse(MessageDescriptor message, string text)
    {
        var keys = new List<(FieldPath Path, bool Descending)>();
        if (string.IsNullOrWhiteSpace(text))
        {
            return new OrderBy(keys);
        }
        foreach (var part in text.Split(','))
        {
            var words = part.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is not (1 or 2) || (words.Length == 2 && words[1] is not ("asc" or "desc")))
            {
                throw new InvalidQueryException("order_by", $"'{part.Trim()}' is not 'field' or 'field desc'.");
            }
            var path = FieldPath.Parse(message, words[0], "order_by");
            if (path.Leaf.IsRepeated || !Scalars.IsComparable(path.Leaf))
            {
                throw new InvalidQueryException("order_by", $"'{words[0]}' has no order; choose a field with a single value.");
            }
            keys.Add((path, words.Length == 2 && words[1] == "desc"));
        }
        return new OrderBy(keys);
    }

    public int Compare(IMessage? x, IMessage? y)
    {
        foreach (var (path, descending) in _keys)
        {
            var order = Scalars.Compare(path.Leaf, path.Value(x!), path.Value(y!));
            if (order != 0)
            {
                return descending ? -order : order;
            }
        }
        return 0;
    }
}
