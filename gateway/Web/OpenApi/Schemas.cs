using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using Summit.Api.Validate;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>Messages and enums of the contracts as JSON schemas, in protobuf's canonical JSON.</summary>
internal sealed class Schemas(ContractComments comments)
{
    private readonly SortedDictionary<string, JsonObject> _all = new(StringComparer.Ordinal);

    /// <summary>All schemas that were asked for, and those that they use.</summary>
    public JsonObject ToJson() => new(_all.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, s.Value)));

    /// <summary>Schema of a message: a reference, or the schema itself for a standard type.</summary>
    public JsonObject Of(MessageDescriptor type)
    {
        if (StandardTypes.Schema(type) is { } standard)
        {
            return standard;
        }

        if (!_all.ContainsKey(type.FullName))
        {
            _all[type.FullName] = []; // First, since a message may contain itself.
            Fill(_all[type.FullName], type);
        }

        return Reference(type.FullName);
    }

    private void Fill(JsonObject schema, MessageDescriptor type)
    {
        schema["type"] = "object";
        Describe(schema, type.FullName);
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var options = field.GetOptions();
            var rules = options?.GetExtension(ValidateExtensions.Field) ?? new FieldRules();
            var property = Of(field, rules);
            Describe(property, field.FullName);
            if (options?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.OutputOnly) == true)
            {
                property["readOnly"] = true;
            }

            if (options?.GetExtension(Summit.Api.V1.AnnotationsExtensions.PatternHint) is { Length: > 0 } hint)
            {
                property["x-summit-pattern-hint"] = hint;
            }

            if (field.RealContainingOneof is { } choice)
            {
                property["x-summit-oneof"] = choice.Name;
            }

            if (options?.Deprecated == true)
            {
                property["deprecated"] = true;
            }

            properties[field.JsonName] = property;
            if (rules.Required)
            {
                required.Add(field.JsonName);
            }
        }

        schema["properties"] = properties;
        schema["additionalProperties"] = false;
        if (required.Count > 0)
        {
            schema["required"] = required;
        }
    }

    private JsonObject Of(FieldDescriptor field, FieldRules rules)
    {
        if (field.IsMap)
        {
            var map = new JsonObject { ["type"] = "object", ["additionalProperties"] = OfValue(field.MessageType.FindFieldByNumber(2), rules.Map?.Values ?? new FieldRules()) };
            return rules.Map is { HasMaxPairs: true } pairs ? With(map, "maxProperties", pairs.MaxPairs) : map;
        }

        if (!field.IsRepeated)
        {
            return OfValue(field, rules);
        }

        var list = new JsonObject { ["type"] = "array", ["items"] = OfValue(field, rules.Repeated?.Items ?? new FieldRules()) };
        if (rules.Repeated is { } items)
        {
            _ = items.HasMinItems ? With(list, "minItems", items.MinItems) : list;
            _ = items.HasMaxItems ? With(list, "maxItems", items.MaxItems) : list;
            _ = items.Unique ? With(list, "uniqueItems", true) : list;
        }

        return list;
    }

    private JsonObject OfValue(FieldDescriptor field, FieldRules rules) => field.FieldType switch
    {
        FieldType.Message => Of(field.MessageType),
        FieldType.Enum => Of(field.EnumType),
        _ => ScalarSchema.Of(field, rules),
    };

    private JsonObject Of(EnumDescriptor type)
    {
        if (!_all.ContainsKey(type.FullName))
        {
            var schema = _all[type.FullName] = [];
            schema["type"] = "string";
            Describe(schema, type.FullName);
            schema["enum"] = new JsonArray([.. type.Values.Select(v => JsonValue.Create(v.Name))]);
            schema["x-summit-values"] = new JsonObject(type.Values.Select(v => KeyValuePair.Create<string, JsonNode?>(v.Name, comments.Of($"{type.FullName}.{v.Name}"))));
        }

        return Reference(type.FullName);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    private void Describe(JsonObject schema, string fullName)
    {
        if (comments.Of(fullName) is { Length: > 0 } comment)
        {
            schema["description"] = comment;
        }
    }

    private static JsonObject With(JsonObject schema, string name, JsonNode value)
    {
        schema[name] = value;
        return schema;
    }
}
