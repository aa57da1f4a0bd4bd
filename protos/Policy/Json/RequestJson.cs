using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Summit.Policy.Json;

/// <summary>Parses a request from JSON. All values that do not fit are reported at once, with the paths of their fields.</summary>
public static class RequestJson
{
    // Each further fault costs an exception, and nobody reads more than these.
    private const int MaxFaults = 50;
    private const int MaxDepth = 100;
    private const int MaxShown = 100;
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(ContractFiles.Registry));
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Parses a request.</summary>
    /// <param name="type">Type of the request.</param>
    /// <param name="utf8">The JSON; a byte order mark before it is skipped.</param>
    /// <returns>The message; or null and the faults of the text.</returns>
    public static (IMessage? Request, IReadOnlyList<JsonFault> Faults) Parse(MessageDescriptor type, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Parse(type, Utf8.GetString(utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8));
        }
        catch (DecoderFallbackException)
        {
            return (null, [new("", "it is not JSON: the bytes are not UTF-8.")]);
        }
    }

    /// <summary>Parses a request.</summary>
    /// <param name="type">Type of the request.</param>
    /// <param name="json">The JSON.</param>
    /// <returns>The message; or null and the faults of the text.</returns>
    public static (IMessage? Request, IReadOnlyList<JsonFault> Faults) Parse(MessageDescriptor type, string json)
    {
        try
        {
            return (Parser.Parse(json, type), []);
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return (null, Explain(type, json, fault));
        }
    }

    private static List<JsonFault> Explain(MessageDescriptor type, string json, Exception fault)
    {
        try
        {
            if (IsTooDeep(json))
            {
                return [new("", $"the JSON is nested deeper than {MaxDepth} levels; no request of the contracts is.")];
            }

            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object && Find(type, document.RootElement, "").Take(MaxFaults).ToList() is { Count: > 0 } faults)
            {
                return faults;
            }
        }
        catch (JsonException syntax)
        {
            return [new("", $"line {syntax.LineNumber + 1}, column {syntax.BytePositionInLine + 1}: it is not JSON. Quote names and texts with \" and put a comma between fields.")];
        }

        return [new("", fault.Message)];
    }

    // Looked at before anything follows the nesting by recursion.
    private static bool IsTooDeep(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.CurrentDepth >= MaxDepth)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Parses each field alone. For a message that does not fit, its fields are parsed.</summary>
    private static IEnumerable<JsonFault> Find(MessageDescriptor type, JsonElement value, string path)
    {
        foreach (var property in value.EnumerateObject())
        {
            var at = path + property.Name;
            var field = type.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == property.Name || f.Name == property.Name);
            if (field is null)
            {
                yield return new(at, $"it is not a field of {type.FullName}; that has {string.Join(", ", type.Fields.InDeclarationOrder().Select(f => f.JsonName))}.");
            }
            else if (Fault(type, property.Name, property.Value.GetRawText()) is { } fault)
            {
                var inner = Inside(type, field, property.Name, property.Value, at).Take(MaxFaults).ToList();
                foreach (var found in inner.Count > 0 ? inner : [new(at, Wrong(field, property.Value) ?? fault)])
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<JsonFault> Inside(MessageDescriptor type, FieldDescriptor field, string name, JsonElement value, string at)
    {
        if (field.IsMap)
        {
            return [];
        }

        var message = field.FieldType == FieldType.Message ? field.MessageType : null;
        if (field.IsRepeated && value.ValueKind == JsonValueKind.Array)
        {
            return value.EnumerateArray().SelectMany((item, i) =>
                message is not null && item.ValueKind == JsonValueKind.Object ? Find(message, item, $"{at}[{i}].")
                : Fault(type, name, $"[{item.GetRawText()}]") is { } fault ? [new($"{at}[{i}]", Wrong(field, item) ?? fault)]
                : []);
        }

        return message is not null && value.ValueKind == JsonValueKind.Object ? Find(message, value, at + ".") : [];
    }

    /// <summary>The expected form of a value that does not fit; null where its own fault is more specific.</summary>
    private static string? Wrong(FieldDescriptor field, JsonElement value)
    {
        var allowed = field.FieldType switch
        {
            FieldType.Message when field.MessageType.File.Package == "google.protobuf" => null,
            FieldType.Message => value.ValueKind == JsonValueKind.Object ? null : "an object in { }",
            FieldType.Double or FieldType.Float => "a number such as 33.1",
            FieldType.Int32 => $"a whole number, {int.MinValue} to {int.MaxValue}",
            FieldType.Int64 => $"a whole number, {long.MinValue} to {long.MaxValue}",
            FieldType.Bool => "true or false",
            FieldType.String => "a text in \" \"",
            FieldType.Enum => "one of " + string.Join(", ", field.EnumType.Values.Select(v => v.Name)),
            _ => null,
        };
        var sent = value.GetRawText().ReplaceLineEndings(" ");
        return allowed is null ? null : $"{(sent.Length > MaxShown ? sent[..MaxShown] + "…" : sent)} is not {allowed}{(field.IsRepeated && value.ValueKind != JsonValueKind.Array ? "; the field is a list in [ ]" : "")}.";
    }

    private static string? Fault(MessageDescriptor type, string name, string json)
    {
        try
        {
            Parser.Parse($$"""{{{JsonSerializer.Serialize(name)}}: {{json}}}""", type);
            return null;
        }
        catch (Exception fault) when (IsFault(fault))
        {
            return fault.Message;
        }
    }

    private static bool IsFault(Exception fault) => fault is InvalidProtocolBufferException or InvalidJsonException or InvalidOperationException or OverflowException or FormatException;
}
