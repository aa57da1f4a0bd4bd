using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Store;

/// <summary>A path of fields through nested messages, such as <c>offer.personnel_count</c>.</summary>
internal sealed class FieldPath
{
    private readonly FieldDescriptor[] _fields;

    private FieldPath(string text, FieldDescriptor[] fields) => (Text, _fields) = (text, fields);

    public string Text { get; }

    public FieldDescriptor Leaf => _fields[^1];

    public static FieldPath Parse(MessageDescriptor message, string text, string requestField)
    {
        var fields = new List<FieldDescriptor>();
        MessageDescriptor? at = message;
        foreach (var part in text.Split('.'))
        {
            if (at is null)
            {
                throw new InvalidQueryException(requestField, $"'{text}': '{fields[^1].Name}' has no fields.");
            }
            var field = at.FindFieldByName(part)
                ?? throw new InvalidQueryException(requestField, $"'{text}': {at.Name} has no field '{part}'; it has {Names(at)}.");
            fields.Add(field);
            at = field.FieldType == FieldType.Message && !field.IsMap ? field.MessageType : null;
        }
        return new FieldPath(text, [.. fields]);
    }

    /// <summary>The value of a path without repeated fields; null when a message on the path, or an optional leaf, is not set.</summary>
    public object? Value(IMessage message) => Values(message).FirstOrDefault();

    /// <summary>All values of the path. Repeated fields on the path fan out; a repeated leaf gives its elements.</summary>
    public IEnumerable<object?> Values(IMessage message) => Values(message, 0);

    /// <summary>Refuses a path that leads through a repeated field: a mask can name such a field only as a whole.</summary>
    public void RequireSingular(string requestField)
    {
        if (Array.Find(_fields[..^1], f => f.IsRepeated) is { } repeated)
        {
            throw new InvalidQueryException(requestField, $"'{Text}': '{repeated.Name}' is repeated and can be named only as a whole.");
        }
    }

    private IEnumerable<object?> Values(IMessage message, int depth)
    {
        var field = _fields[depth];
        if (field.HasPresence && !field.Accessor.HasValue(message))
        {
            return [null];
        }
        var value = field.Accessor.GetValue(message);
        if (depth == _fields.Length - 1)
        {
            return field.IsMap ? ((System.Collections.IDictionary)value).Keys.Cast<object?>()
                : field.IsRepeated ? ((System.Collections.IEnumerable)value).Cast<object?>()
                : [value];
        }
        return field.IsRepeated
            ? ((System.Collections.IEnumerable)value).Cast<IMessage>().SelectMany(m => Values(m, depth + 1))
            : Values((IMessage)value, depth + 1);
    }

    private static string Names(MessageDescriptor message) =>
        string.Join(", ", message.Fields.InDeclarationOrder().Select(f => f.Name));
}
