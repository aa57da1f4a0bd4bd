using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Policy;

namespace Summit.Tables.Cells;

/// <summary>The value of one field as JSON, by the JSON mapping of Protocol Buffers with the contract's field names.</summary>
internal static class FieldJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(ContractFiles.Registry).WithPreserveProtoFieldNames(true));
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(ContractFiles.Registry));

    /// <summary>The value as JSON; empty when the field is not set.</summary>
    public static string Write(FieldDescriptor field, IMessage message)
    {
        if (field.HasPresence ? !field.Accessor.HasValue(message) : field.Accessor.GetValue(message) is ICollection { Count: 0 })
        {
            return "";
        }

        var alone = field.ContainingType.Parser.ParseFrom([]);
        Copy(field, message, alone);
        using var json = JsonDocument.Parse(Formatter.Format(alone));
        return json.RootElement.TryGetProperty(field.Name, out var value) ? value.GetRawText() : "";
    }

    /// <summary>Sets the field from JSON.</summary>
    /// <exception cref="InvalidProtocolBufferException">The text is not JSON of this field.</exception>
    public static void Read(FieldDescriptor field, IMessage message, string json)
    {
        var alone = Parser.Parse($"{{\"{field.Name}\":{json}}}", field.ContainingType);
        field.Accessor.Clear(message);
        Copy(field, alone, message);
    }

    /// <summary>A whole message on one line.</summary>
    public static string Line(IMessage message) => Formatter.Format(message);

    /// <summary>A message from one line.</summary>
    /// <exception cref="InvalidProtocolBufferException">The text is not JSON of this message.</exception>
    public static IMessage Parse(MessageDescriptor type, string json) => Parser.Parse(json, type);

    private static void Copy(FieldDescriptor field, IMessage from, IMessage to)
    {
        var value = field.Accessor.GetValue(from);
        if (field.IsMap)
        {
            foreach (DictionaryEntry entry in (IDictionary)value)
            {
                ((IDictionary)field.Accessor.GetValue(to)).Add(entry.Key, entry.Value);
            }
        }
        else if (field.IsRepeated)
        {
            foreach (var element in (IList)value)
            {
                ((IList)field.Accessor.GetValue(to)).Add(element);
            }
        }
        else if (value is not null && (!field.HasPresence || field.Accessor.HasValue(from)))
        {
            field.Accessor.SetValue(to, value);
        }
    }
}
