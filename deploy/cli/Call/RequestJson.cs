using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Summit.Policy;

namespace Summit.Cli.Call;

/// <summary>Parses a request from JSON. All values that do not fit are reported at once, with the paths of their fields.</summary>
internal static class RequestJson
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithTypeRegistry(ContractFiles.Registry));

    /// <returns>The message; or null and the faults of the text.</returns>
    public static (IMessage? Request, IReadOnlyList<string> Faults) Parse(MessageDescriptor type, string json)
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

    private static List<string> Explain(MessageDescriptor type, string json, Exception fault)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object && Find(type, document.RootElement, "").ToList() is { Count: > 0 } faults)
            {
                return faults;
            }
        }
        catch (JsonException syntax)
        {
            return [$"line {syntax.LineNumber + 1}, column {syntax.BytePositionInLine + 1}: it is not JSON. Quote names and texts with \" and put a comma between fields."];
        }

        return [fault.Message];
    }

    /// <summary>Parses each field alone. For a message that does not fit, its fields are parsed.</summary>
    private static IEnumerable<string> Find(MessageDescriptor type, JsonElement value, string path)
    {
        foreach (var property in value.EnumerateObject())
        {
            var at = path + property.Name;
            var field = type.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == property.Name || f.Name == property.Name);
            if (field is null)
            {
                yield return $"{at} is not a field of {type.FullName}; it has {string.Join(", ", type.Fields.InDeclarationOrder().Select(f => f.JsonName))}.";
            }
            else if (Fault(type, property.Name, property.Value.GetRawText()) is { } fault)
            {
                var inner = Inside(type, field, property.Name, property.Value, at).ToList();
                foreach (var line in inner.Count > 0 ? inner : [$"{at}: {Wrong(field, property.Value) ?? fault}"])
                {
                    yield return line;
                }
            }
        }
    }

    private static IEnumerable<string> Inside(MessageDescriptor type, FieldDescriptor field, string name, JsonElement value, string at)
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
                : Fault(type, name, $"[{item.GetRawText()}]") is { } fault ? [$"{at}[{i}]: {Wrong(field, item) ?? fault}"]
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
        return allowed is null ? null : $"{value.GetRawText().ReplaceLineEndings(" ")} is not {allowed}{(field.IsRepeated && value.ValueKind != JsonValueKind.Array ? "; the field is a list in [ ]" : "")}.";
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
