using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Date = Google.Type.Date;
using Money = Google.Type.Money;

namespace Summit.Policy.Rules;

/// <summary>The compiled rules of one message type.</summary>
internal sealed class MessageRules(MessageDescriptor type)
{
    private readonly FieldRule[] _fields = [.. type.Fields.InFieldNumberOrder().Select(f => new FieldRule(f)).Where(r => r.Matters)];
    private readonly Func<IMessage, string?>? _wellKnown = WellKnown(type);

    /// <summary>Checks one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="path">Path of the message in the request; empty for the request itself.</param>
    /// <param name="mask">The update mask, if <paramref name="message"/> is the request that contains it.</param>
    /// <param name="found">Receives the violations.</param>
    public void Check(IMessage message, string path, UpdateMask? mask, ICollection<FieldViolation> found)
    {
        if (_wellKnown?.Invoke(message) is { } wrong)
        {
            found.Add(new(path, wrong));
            return;
        }

        foreach (var rule in _fields)
        {
            rule.Check(message, path, required: true, mask, found);
        }
    }

    /// <summary>Checks the resource of an update. A required field must be set only if the mask names it.</summary>
    public void CheckUpdated(IMessage resource, string path, UpdateMask mask, ICollection<FieldViolation> found)
    {
        foreach (var rule in _fields)
        {
            rule.Check(resource, path, mask.Covers(rule.Field), mask: null, found);
        }
    }

    private static Func<IMessage, string?>? WellKnown(MessageDescriptor type) =>
        type == Date.Descriptor ? m => ValueRules.Date((Date)m)
        : type == Money.Descriptor ? m => ValueRules.Money((Money)m)
        : type == Timestamp.Descriptor ? m => ValueRules.Instant((Timestamp)m)
        : type == Duration.Descriptor ? m => ValueRules.Span((Duration)m)
        : null;

    /// <summary>Elements of a repeated field or map with their path suffixes.</summary>
    internal static IEnumerable<(string Suffix, object Value)> Elements(FieldDescriptor field, object value)
    {
        if (field.IsMap)
        {
            foreach (DictionaryEntry entry in (IDictionary)value)
            {
                yield return ($"[\"{entry.Key}\"]", entry.Value!);
            }

            yield break;
        }

        var index = 0;
        foreach (var element in (IList)value)
        {
            yield return ($"[{index++}]", element!);
        }
    }
}
