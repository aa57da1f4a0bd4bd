using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>Protobuf's own messages that have a form of their own in JSON.</summary>
internal static class StandardTypes
{
    /// <summary>The schema of a type; null when it is an ordinary message.</summary>
    public static JsonObject? Schema(MessageDescriptor type) => type.FullName switch
    {
        "google.protobuf.Timestamp" => new() { ["type"] = "string", ["format"] = "date-time" },
        "google.protobuf.Duration" => new() { ["type"] = "string", ["pattern"] = @"^-?[0-9]+(\.[0-9]{1,9})?s$" },
        "google.protobuf.FieldMask" => new() { ["type"] = "string", ["x-summit-type"] = "fieldMask" },
        "google.protobuf.Empty" => new() { ["type"] = "object" },
        "google.protobuf.Any" => new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["@type"] = new JsonObject { ["type"] = "string" } },
            ["required"] = new JsonArray("@type"),
        },
        "google.protobuf.DoubleValue" or "google.protobuf.FloatValue" => new() { ["type"] = new JsonArray("number", "null") },
        "google.protobuf.Int32Value" or "google.protobuf.UInt32Value" => new() { ["type"] = new JsonArray("integer", "null") },
        "google.protobuf.Int64Value" or "google.protobuf.UInt64Value" => new() { ["type"] = new JsonArray("string", "integer", "null") },
        "google.protobuf.BoolValue" => new() { ["type"] = new JsonArray("boolean", "null") },
        "google.protobuf.StringValue" => new() { ["type"] = new JsonArray("string", "null") },
        "google.protobuf.BytesValue" => new() { ["type"] = new JsonArray("string", "null"), ["contentEncoding"] = "base64" },
        "google.protobuf.Struct" => new() { ["type"] = "object" },
        "google.protobuf.ListValue" => new() { ["type"] = "array" },
        "google.protobuf.Value" => [],
        _ => null,
    };
}
