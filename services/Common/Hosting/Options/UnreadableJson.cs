using System.Text.Json;

namespace Summit.Hosting.Options;

/// <summary>Says where a file stops being JSON.</summary>
internal static class UnreadableJson
{
    /// <summary>Line, column and cause, in one line.</summary>
    public static string Describe(Exception? fault) => fault switch
    {
        JsonException { LineNumber: { } line, BytePositionInLine: { } column } json =>
            $"Line {line + 1}, column {column + 1}: it is not JSON. {json.Message.Split(" LineNumber:")[0].ReplaceLineEndings(" ")}",
        null => "It is not JSON.",
        _ => fault.Message.ReplaceLineEndings(" "),
    };
}
