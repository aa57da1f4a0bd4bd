using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Gateway.Web.Connect;
using Summit.Hosting.Errors;
using Summit.Policy;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>The catalogue of errors as answers of HTTP. Status, meaning and sample stand in the comment of each reason.</summary>
internal sealed partial class Reasons(ContractComments comments)
{
    /// <summary>HTTP status of a reason; null when its comment names none.</summary>
    public int? StatusOf(ErrorReason reason) => CodeOf(reason) is { } code ? ConnectError.HttpStatus(new Google.Rpc.Status { Code = (int)code }) : null;

    /// <summary>One answer for each HTTP status.</summary>
    public JsonObject Responses()
    {
        var all = new JsonObject();
        foreach (var status in Enum.GetValues<ErrorReason>().Where(r => StatusOf(r) is not null).GroupBy(r => StatusOf(r)!.Value).OrderBy(g => g.Key))
        {
            all[$"{status.Key}"] = new JsonObject
            {
                ["description"] = string.Join("\n", status.Select(r => $"- `{ErrorReasons.NameOf(r)}`: {Meaning(r)}")),
                ["content"] = new JsonObject
                {
                    ["application/json"] = new JsonObject
                    {
                        ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/connect.Error" },
                        ["examples"] = new JsonObject(status.Select(r => KeyValuePair.Create<string, JsonNode?>(ErrorReasons.NameOf(r), new JsonObject { ["value"] = Example(r) }))),
                    },
                },
            };
        }

        return all;
    }

    /// <summary>Schema of an error.</summary>
    public static JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["description"] = "Why a call failed, as the Connect protocol writes it.",
        ["required"] = new JsonArray("code"),
        ["properties"] = new JsonObject
        {
            ["code"] = new JsonObject
            {
                ["type"] = "string",
                ["description"] = "gRPC status in lower case.",
                ["enum"] = new JsonArray([.. Enum.GetValues<StatusCode>().Where(c => c != StatusCode.OK).Select(c => JsonValue.Create(ConnectError.NameOf(c)))]),
            },
            ["message"] = new JsonObject { ["type"] = "string", ["description"] = "What is wrong, which value, what is allowed and what to do." },
            ["details"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "google.rpc.ErrorInfo with the reason, BadRequest with every faulty field, RequestInfo with the trace id, and others.",
                ["items"] = new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject { ["type"] = "string", ["description"] = "Full name of the message." },
                        ["value"] = new JsonObject { ["type"] = "string", ["contentEncoding"] = "base64", ["description"] = "The message, for programs; without padding." },
                        ["debug"] = new JsonObject { ["description"] = "The same as JSON, for people." },
                    },
                },
            },
        },
    };

    private string Meaning(ErrorReason reason)
    {
        var comment = CommentOf(reason);
        return comment[(comment.IndexOf(':', StringComparison.Ordinal) + 1)..].Split("Sample:")[0].Trim();
    }

    private JsonObject Example(ErrorReason reason)
    {
        var info = new ErrorInfo { Reason = ErrorReasons.NameOf(reason), Domain = ErrorReasons.Domain };
        if (SamplePattern().Match(CommentOf(reason)) is { Success: true } sample)
        {
            foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(sample.Groups[1].Value)!)
            {
                info.Metadata[key] = value;
            }
        }

        return new JsonObject
        {
            ["code"] = ConnectError.NameOf(CodeOf(reason)!.Value),
            ["message"] = Meaning(reason),
            ["details"] = new JsonArray(new JsonObject
            {
                ["type"] = ErrorInfo.Descriptor.FullName,
                ["value"] = Convert.ToBase64String(info.ToByteArray()).TrimEnd('='),
                ["debug"] = JsonNode.Parse(JsonFormatter.Default.Format(info)),
            }),
        };
    }

    private StatusCode? CodeOf(ErrorReason reason) =>
        Enum.TryParse<StatusCode>(CodePattern().Match(CommentOf(reason)).Value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var code) ? code : null;

    private string CommentOf(ErrorReason reason)
    {
        var type = ContractFiles.All.SelectMany(f => f.EnumTypes).Single(e => e.ClrType == typeof(ErrorReason));
        return comments.Of($"{type.FullName}.{type.FindValueByNumber((int)reason).Name}");
    }

    [GeneratedRegex("^[A-Z_]+")]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"Sample: (\{.*?\})")]
    private static partial Regex SamplePattern();
}
