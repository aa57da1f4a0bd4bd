using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Store;

/// <summary>Field masks of reads and updates, validated against the message.</summary>
public static class FieldMasks
{
    private const string Star = "*";

    /// <summary>Returns the fields that a read mask names, or all fields when it is empty or <c>*</c>.</summary>
    /// <exception cref="InvalidQueryException">The mask names a field that does not exist.</exception>
    public static T Read<T>(T resource, FieldMask? mask, string requestField = "read_mask")
        where T : class, IMessage<T>, new()
    {
        if (mask is null || mask.Paths.Count == 0 || (mask.Paths.Count == 1 && mask.Paths[0] == Star))
        {
            return resource;
        }
        Check(resource.Descriptor, mask.Paths, requestField);
        var result = new T();
        foreach (var path in mask.Paths)
        {
            Copy(resource, result, path.Split('.'));
        }
        return result;
    }

    /// <summary>
    /// Returns the stored resource with the masked fields of the update. Without a mask, the fields set in the update are taken;
    /// with <c>*</c>, all fields. Name and etag are never taken from the update.
    /// </summary>
    /// <exception cref="InvalidQueryException">The mask names a field that does not exist or cannot be updated.</exception>
    public static T Update<T>(T stored, T update, FieldMask? mask, IReadOnlyCollection<string>? immutable = null, string requestField = "update_mask")
        where T : class, IMessage<T>, new()
    {
        var result = stored.Clone();
        var all = mask is { Paths.Count: 1 } && mask.Paths[0] == Star;
        var given = mask is { Paths.Count: > 0 } && !all;
        var paths = all || !given ? Fields(update, setOnly: !all) : [.. mask!.Paths];
        Check(stored.Descriptor, paths, requestField);
        foreach (var path in paths)
        {
            var steps = path.Split('.');
            if (immutable?.Contains(steps[0]) == true)
            {
                if (given)
                {
                    throw new InvalidQueryException(requestField, $"'{path}' cannot be updated.");
                }
                continue;
            }
            if (steps[0] is not ("name" or "etag"))
            {
                Copy(update, result, steps);
            }
        }
        return result;
    }

    // Sets one field of the target to its value in the source. A message, list or map is replaced as a whole.
    private static void Copy(IMessage source, IMessage target, ReadOnlySpan<string> path)
    {
        var field = source.Descriptor.FindFieldByName(path[0]);
        if (path.Length > 1)
        {
            var into = (IMessage?)field.Accessor.GetValue(target);
            if (into is null)
            {
                if (field.Accessor.GetValue(source) is null)
                {
                    return;
                }
                into = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                field.Accessor.SetValue(target, into);
            }
            Copy((IMessage?)field.Accessor.GetValue(source) ?? field.MessageType.Parser.ParseFrom(ByteString.Empty), into, path[1..]);
            return;
        }
        field.Accessor.Clear(target);
        if (field.IsMap)
        {
            var (from, to) = ((System.Collections.IDictionary)field.Accessor.GetValue(source), (System.Collections.IDictionary)field.Accessor.GetValue(target));
            foreach (System.Collections.DictionaryEntry entry in from)
            {
                to.Add(entry.Key, entry.Value);
            }
        }
        else if (field.IsRepeated)
        {
            var to = (System.Collections.IList)field.Accessor.GetValue(target);
            foreach (var item in (System.Collections.IEnumerable)field.Accessor.GetValue(source))
            {
                to.Add(item);
            }
        }
        else if (!field.HasPresence || field.Accessor.HasValue(source))
        {
            field.Accessor.SetValue(target, field.Accessor.GetValue(source));
        }
    }

    private static List<string> Fields(IMessage message, bool setOnly) =>
        [.. message.Descriptor.Fields.InDeclarationOrder().Where(f => !setOnly || IsSet(f, message)).Select(f => f.Name)];

    private static bool IsSet(FieldDescriptor field, IMessage message)
    {
        if (field.HasPresence)
        {
            return field.Accessor.HasValue(message);
        }
        return field.Accessor.GetValue(message) switch
        {
            System.Collections.ICollection c => c.Count > 0,
            string s => s.Length > 0,
            bool b => b,
            ByteString b => b.Length > 0,
            var number => Convert.ToDouble(number) != 0,
        };
    }

    private static void Check(MessageDescriptor message, IEnumerable<string> paths, string requestField)
    {
        foreach (var path in paths)
        {
            if (path == Star)
            {
                throw new InvalidQueryException(requestField, "'*' cannot be combined with other paths.");
            }
            FieldPath.Parse(message, path, requestField).RequireSingular(requestField);
        }
    }
}
