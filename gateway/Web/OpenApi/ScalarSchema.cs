using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Summit.Api.Validate;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>Numbers, texts and bytes as JSON schemas, with the rules of their fields.</summary>
internal static class ScalarSchema
{
    /// <summary>The schema of one value.</summary>
    public static JsonObject Of(FieldDescriptor field, FieldRules rules)
    {
        var schema = Plain(field.FieldType);
        var before = schema.Count;
        AddRules(schema, rules);
        if (rules.Ignore != Ignore.IfZeroValue || schema.Count == before || field.FieldType == FieldType.String)
        {
            return schema;
        }

        // Zero is allowed whatever the range is.
        var range = new JsonObject(schema.Skip(before).Select(r => KeyValuePair.Create(r.Key, r.Value?.DeepClone())));
        foreach (var rule in range)
        {
            schema.Remove(rule.Key);
        }

        schema["anyOf"] = new JsonArray(new JsonObject { ["const"] = 0 }, range);
        return schema;
    }

    private static JsonObject Plain(FieldType type) => type switch
    {
        FieldType.Bool => new() { ["type"] = "boolean" },
        FieldType.Double or FieldType.Float => new() { ["type"] = "number" },
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 or FieldType.UInt32 or FieldType.Fixed32 => new() { ["type"] = "integer", ["format"] = "int32" },
        // Written as a text, since JSON numbers lose their last digits in many readers; a number is read too.
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 or FieldType.UInt64 or FieldType.Fixed64 =>
            new() { ["type"] = new JsonArray("string", "integer"), ["format"] = "int64" },
        FieldType.Bytes => new() { ["type"] = "string", ["contentEncoding"] = "base64" },
        _ => new() { ["type"] = "string" },
    };

    private static void AddRules(JsonObject schema, FieldRules rules)
    {
        switch (rules.TypeCase)
        {
            case FieldRules.TypeOneofCase.Double:
                Bounds(schema, rules.Double.HasGte ? rules.Double.Gte : null, rules.Double.HasLte ? rules.Double.Lte : null);
                break;
            case FieldRules.TypeOneofCase.Int32:
                Bounds(schema, rules.Int32.HasGte ? rules.Int32.Gte : null, rules.Int32.HasLte ? rules.Int32.Lte : null);
                break;
            case FieldRules.TypeOneofCase.Int64:
                Bounds(schema, rules.Int64.HasGte ? rules.Int64.Gte : null, rules.Int64.HasLte ? rules.Int64.Lte : null);
                break;
            case FieldRules.TypeOneofCase.String:
                Text(schema, rules);
                break;
        }
    }

    private static void Text(JsonObject schema, FieldRules rules)
    {
        var text = rules.String;
        if (text.HasMinLen)
        {
            schema["minLength"] = text.MinLen;
        }

        if (text.HasMaxLen)
        {
            schema["maxLength"] = text.MaxLen;
        }

        if (text.HasPattern)
        {
            schema["pattern"] = rules.Ignore == Ignore.IfZeroValue ? $"^$|{text.Pattern}" : text.Pattern;
        }
    }

    private static void Bounds(JsonObject schema, JsonNode? least, JsonNode? most)
    {
        if (least is not null)
        {
            schema["minimum"] = least;
        }

        if (most is not null)
        {
            schema["maximum"] = most;
        }
    }
}
