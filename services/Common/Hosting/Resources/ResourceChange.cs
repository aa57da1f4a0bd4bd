using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Summit.Hosting.Errors;
using Summit.Kernel;

namespace Summit.Hosting.Resources;

/// <summary>What an update changes: the fields that its mask names, or all that are set when there is no mask.</summary>
public sealed class ResourceChange<T>
    where T : class, IMessage<T>, IDeepCloneable<T>, new()
{
    private static readonly FieldMask.MergeOptions Replace = new() { ReplaceMessageFields = true, ReplacePrimitiveFields = true, ReplaceRepeatedFields = true };
    private readonly T _sent;
    private readonly FieldMask _mask;
    private readonly string _field;

    private ResourceChange(T sent, FieldMask mask, string field)
    {
        _sent = sent;
        _mask = mask;
        _field = field;
    }

    /// <summary>Reads a change.</summary>
    /// <param name="sent">The resource as sent.</param>
    /// <param name="mask">The request's <c>update_mask</c>; null or empty for all that is set; <c>*</c> for all.</param>
    /// <param name="field">Name of the request's resource field, for messages.</param>
    public static ResourceChange<T> From(T sent, FieldMask? mask, string field)
    {
        var type = sent.Descriptor;
        var paths = mask is null or { Paths.Count: 0 }
            ? type.Fields.InFieldNumberOrder().Where(f => IsSet(sent, f)).Select(f => f.Name)
            : mask.Paths.Contains("*") ? type.Fields.InFieldNumberOrder().Select(f => f.Name) : mask.Paths;
        var wrong = mask?.Paths.Where(p => p != "*" && !FieldMask.IsValid(type, p))
            .Select(p => new Violation("update_mask", $"\"{p}\" is not a field of {type.Name}")).ToList();
        if (wrong is { Count: > 0 })
        {
            throw new InvalidFieldsException(wrong);
        }

        // The name says what to change and the etag from what; what only the service sets stays as it is.
        var changing = new FieldMask();
        changing.Paths.AddRange(paths.Where(p => p is not ("name" or "etag") && !OutputFields.IsOutput(Field(type, p))));
        return new(sent, changing, field);
    }

    /// <summary>The resource after the change.</summary>
    /// <exception cref="InvalidFieldsException">An immutable field changes.</exception>
    public T Apply(T current)
    {
        var next = current.Clone();
        _mask.Merge(_sent, next, Replace);
        foreach (var path in _mask.Paths)
        {
            ClearUnset(_sent, next, path.Split('.'));
        }

        var fixedOnes = _mask.Paths
            .Where(p => Field(next.Descriptor, p) is var f && IsImmutable(f) && !Equals(f.Accessor.GetValue(current), f.Accessor.GetValue(next)))
            .Select(p => new Violation($"{_field}.{p}", "cannot be changed once the resource exists")).ToList();
        return fixedOnes.Count == 0 ? next : throw new InvalidFieldsException(fixedOnes);
    }

    // Merging gives an optional number or text that the mask names and the request leaves out its default; it must be unset instead.
    private static void ClearUnset(IMessage? sent, IMessage next, ReadOnlySpan<string> path)
    {
        var field = next.Descriptor.FindFieldByName(path[0]);
        if (path.Length > 1)
        {
            if (field.Accessor.GetValue(next) is IMessage below)
            {
                ClearUnset(sent is null ? null : field.Accessor.GetValue(sent) as IMessage, below, path[1..]);
            }
        }
        else if (field.HasPresence && field.FieldType != FieldType.Message && (sent is null || !field.Accessor.HasValue(sent)))
        {
            field.Accessor.Clear(next);
        }
    }

    private static FieldDescriptor Field(MessageDescriptor type, string path) => type.FindFieldByName(path.Split('.')[0]);

    private static bool IsImmutable(FieldDescriptor field) =>
        field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.Immutable) == true;

    private static bool IsSet(T message, FieldDescriptor field) => field.Accessor.GetValue(message) switch
    {
        null => false,
        System.Collections.ICollection many => many.Count > 0,
        _ when field.HasPresence => field.Accessor.HasValue(message),
        var value => !value.Equals(field.Accessor.GetValue(new T())),
    };
}
