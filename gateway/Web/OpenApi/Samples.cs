using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf.Reflection;
using Summit.Api.Validate;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>The smallest request of each kind that keeps its rules: what must be sent, with values that comments show as examples.</summary>
internal sealed class Samples(ContractComments comments)
{
    private const int MostDepth = 8;
    private static readonly JsonObject Day = new() { ["year"] = 2025, ["month"] = 2, ["day"] = 17 };

    /// <summary>The smallest message.</summary>
    public JsonObject Of(MessageDescriptor type) => Message(type, 0);

    private JsonObject Message(MessageDescriptor type, int depth)
    {
        switch (type.FullName)
        {
            case "google.type.Date":
                return (JsonObject)Day.DeepClone();
            case "google.type.Money":
                return new() { ["currencyCode"] = "EUR", ["units"] = "1" };
        }

        var sample = new JsonObject();
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var rules = field.GetOptions()?.GetExtension(ValidateExtensions.Field);
            if (rules is { Required: true } && depth < MostDepth)
            {
                sample[field.JsonName] = Field(field, rules, depth);
            }
        }

        return sample;
    }

    private JsonNode Field(FieldDescriptor field, FieldRules rules, int depth)
    {
        if (field.IsMap)
        {
            return new JsonObject { ["key"] = Value(field.MessageType.FindFieldByNumber(2), rules.Map?.Values ?? new FieldRules(), depth, 0) };
        }

        if (!field.IsRepeated)
        {
            return Value(field, rules, depth, 0);
        }

        var count = (int)Math.Max(1, rules.Repeated?.MinItems ?? 1);
        return new JsonArray([.. Enumerable.Range(0, count).Select(i => Value(field, rules.Repeated?.Items ?? new FieldRules(), depth, i))]);
    }

    // The index keeps elements of one list apart.
    private JsonNode Value(FieldDescriptor field, FieldRules rules, int depth, int index) => field.FieldType switch
    {
        FieldType.Message => StandardTypes.Schema(field.MessageType) is null ? Message(field.MessageType, depth + 1) : Standard(field.MessageType),
        FieldType.Enum => field.EnumType.Values.First(v => v.Number != 0 || field.EnumType.Values.Count == 1).Name,
        FieldType.String => Text(field, rules, index),
        FieldType.Bool => true,
        FieldType.Bytes => "AA==",
        FieldType.Double or FieldType.Float => Number(rules, index),
        FieldType.Int32 or FieldType.UInt32 or FieldType.SInt32 or FieldType.Fixed32 or FieldType.SFixed32 => (int)Number(rules, index),
        _ => $"{(long)Number(rules, index)}",
    };

    private static JsonNode Standard(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => "2025-02-17T12:00:00Z",
        "google.protobuf.Duration" => "60s",
        "google.protobuf.FieldMask" => "",
        _ => new JsonObject(),
    };

    private static double Number(FieldRules rules, int index)
    {
        var (least, most) = rules.TypeCase switch
        {
            FieldRules.TypeOneofCase.Double => (rules.Double.Gte, rules.Double.HasLte ? rules.Double.Lte : double.MaxValue),
            FieldRules.TypeOneofCase.Int32 => (rules.Int32.Gte, rules.Int32.HasLte ? rules.Int32.Lte : int.MaxValue),
            FieldRules.TypeOneofCase.Int64 => (rules.Int64.Gte, rules.Int64.HasLte ? rules.Int64.Lte : double.MaxValue),
            _ => (0d, double.MaxValue),
        };
        return Math.Min(Math.Max(least, 1) + index, most);
    }

    private string Text(FieldDescriptor field, FieldRules rules, int index)
    {
        var least = (int)Math.Max(1, rules.String?.MinLen ?? 1);
        if (rules.String is not { HasPattern: true } text)
        {
            return $"example{(index == 0 ? "" : index)}".PadRight(least, 'x');
        }

        // NonBacktracking: examples are tried against patterns of all kinds.
        var pattern = new Regex(text.Pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        var hint = field.GetOptions()?.GetExtension(Summit.Api.V1.AnnotationsExtensions.PatternHint) ?? "";
        return ContractComments.ExamplesOf(comments.Of(field.FullName))
            .Concat(hint.Split("such as ").Skip(1).SelectMany(h => h.Split(' ', ',')))
            .Concat(comments.Examples)
            .Where(e => e.Length > 0 && pattern.IsMatch(e)).Distinct(StringComparer.Ordinal).Skip(index).FirstOrDefault() ?? PatternSample.Of(text.Pattern);
    }
}
