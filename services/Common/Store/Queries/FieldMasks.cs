using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Store;

/// <summary>Field masks of reads and updates, checked against the message.</summary>
public static class FieldMasks
{
    private const string Star = "*";

    /// <summary>The fields a read mask names, all when it is empty or <c>*</c>.</summary>
    /// <exception cref="InvalidQueryException">The mask names a field that does not exist.</exception>
    public static T Read<T>(T resource, FieldMask? mask, string requestField = "read_mask")
        where T : class, IMessage<T>, new()
    {
        if (mask is null || mask.Paths.Count == 0 || (mask.Paths.Count == 1 && mask.Paths[0] == Star))
        {
            return resource;
        }
        Check(resource.Descriptor, mask, requestField);
        var result = new T();
        mask.Merge(resource, result, new FieldMask.MergeOptions { ReplaceRepeatedFields = true, ReplaceMessageFields = true });
        return result;
    }

    /// <summary>
    /// The stored resource with the masked fields of the update. Without a mask, the fields that the update has set; with
    /// <c>*</c>, all of them. Name and etag are never taken from the update.
    /// </summary>
    /// <exception cref="InvalidQueryException">The mask names a field that does not exist or cannot be updated.</exception>
    public static T Update<T>(T stored, T update, FieldMask? mask, IReadOnlyCollection<string>? immutable = null, string requestField = "update_mask")
        where T : class, IMessage<T>, new()
    {
        var result = stored.Clone();
        var paths = Paths(update, mask);
        var named = new FieldMask { Paths = { paths } };
        Check(stored.Descriptor, named, requestField);
        foreach (var path in paths)
        {
            var root = path.Split('.')[0];
            if (immutable?.Contains(root) == true && mask is { Paths.Count: > 0 } && !mask.Paths.Contains(Star))
            {
                throw new InvalidQueryException(requestField, $"'{path}' cannot be updated.");
            }
        }
        named.Paths.Clear();
        named.Paths.AddRange(paths.Where(p => p is not ("name" or "etag") && immutable?.Contains(p.Split('.')[0]) != true));
        named.Merge(update, result, new FieldMask.MergeOptions { ReplaceRepeatedFields = true, ReplaceMessageFields = true, ReplacePrimitiveFields = true });
        return result;
    }

    private static List<string> Paths(IMessage update, FieldMask? mask)
    {
        var fields = update.Descriptor.Fields.InDeclarationOrder();
        if (mask is null || mask.Paths.Count == 0)
        {
            return [.. fields.Where(f => IsSet(f, update)).Select(f => f.Name)];
        }
        return mask.Paths.Count == 1 && mask.Paths[0] == Star ? [.. fields.Select(f => f.Name)] : [.. mask.Paths];
    }

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

    private static void Check(MessageDescriptor message, FieldMask mask, string requestField)
    {
        foreach (var path in mask.Paths)
        {
            if (path == Star)
            {
                throw new InvalidQueryException(requestField, "'*' stands alone or not at all.");
            }
            FieldPath.Parse(message, path, requestField).RequireSingular(requestField);
        }
    }
}
