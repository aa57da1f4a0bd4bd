using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using Summit.Client;
using Summit.Gateway.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Lifecycle;
using Summit.Hosting.Management;
using Summit.Policy;

namespace Summit.Gateway.Web.OpenApi;

/// <summary>All methods that the gateway answers as one OpenAPI document, made of descriptors, their options and their comments.</summary>
internal sealed class ApiDocument
{
    private const string Unary = "application/";
    private const string Streaming = "application/connect+";
    private readonly ContractComments _comments = ContractComments.Load();
    private readonly Schemas _schemas;
    private readonly Samples _samples;
    private readonly Reasons _reasons;

    private ApiDocument() => (_schemas, _samples, _reasons) = (new(_comments), new(_comments), new(_comments));

    /// <summary>Writes the document.</summary>
    /// <param name="routes">The methods.</param>
    /// <param name="ports">Ports of the gateway.</param>
    public static JsonObject Of(RouteTable routes, HostPorts ports) => new ApiDocument().Write([.. routes.All.Select(r => r.Method).OrderBy(m => m.FullName, StringComparer.Ordinal)], ports);

    private JsonObject Write(List<RpcMethod> methods, HostPorts ports)
    {
        var paths = new JsonObject(methods.Select(m => KeyValuePair.Create<string, JsonNode?>(m.FullName, Path(m))));
        var schemas = _schemas.ToJson();
        schemas["connect.Error"] = Reasons.Schema();
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "SummitServices",
                ["version"] = BuildInfo.Version.Split('+')[0],
                ["description"] = "Every method by POST with JSON, in the Connect protocol; methods without side effects by GET too. Streams are enveloped: five bytes before "
                    + "each message (flags, length), and a last message with flag 2 that says how the call ended. The same address takes gRPC-Web.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["x-summit-grpc-port"] = ports.Grpc,
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { ["token"] = new JsonArray() }, new JsonObject()),
            ["tags"] = new JsonArray([.. methods.Select(m => m.Service).Distinct().Select(s => new JsonObject { ["name"] = s, ["description"] = _comments.Of(s) })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT", ["description"] = "Who calls. In Development a call without one is a viewer's." },
                },
                ["headers"] = Headers(),
                ["responses"] = _reasons.Responses(),
                ["schemas"] = schemas,
            },
        };
    }

    private JsonObject Path(RpcMethod method)
    {
        var path = new JsonObject { ["post"] = Post(method) };
        if (method is { Type: MethodType.Unary, SideEffects: false })
        {
            path["get"] = Get(method);
        }

        return path;
    }

    private JsonObject Post(RpcMethod method)
    {
        var operation = Operation(method, "");
        var request = Content(_schemas.Of(method.Descriptor.InputType));
        request["example"] = _samples.Of(method.Descriptor.InputType);
        operation["requestBody"] = new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject { [Type(method) + "json"] = request, [Type(method) + "proto"] = new JsonObject() },
        };
        operation["responses"] = Responses(method);
        return operation;
    }

    private JsonObject Get(RpcMethod method)
    {
        var operation = Operation(method, ".get");
        operation["parameters"] = new JsonArray(
            Query("encoding", "How the message is written.", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("json", "proto") }, required: true),
            new JsonObject
            {
                ["name"] = "message",
                ["in"] = "query",
                ["required"] = true,
                ["description"] = "The request.",
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = _schemas.Of(method.Descriptor.InputType) } },
            },
            Query("base64", "1 when the message is URL-safe base64, as proto must be.", new JsonObject { ["type"] = "string", ["const"] = "1" }),
            Query("compression", "How the message is compressed.", new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("identity", "gzip") }),
            Query("connect", "Version of the protocol.", new JsonObject { ["type"] = "string", ["const"] = "v1" }),
            new JsonObject { ["name"] = "if-none-match", ["in"] = "header", ["description"] = "`etag` of an answer that is held.", ["schema"] = new JsonObject { ["type"] = "string" } });
        var responses = Responses(method);
        responses["304"] = new JsonObject { ["description"] = "The answer that is held is still true." };
        operation["responses"] = responses;
        return operation;
    }

    private JsonObject Operation(RpcMethod method, string suffix)
    {
        var comment = _comments.Of($"{method.Service}.{method.Descriptor.Name}");
        var operation = new JsonObject
        {
            ["operationId"] = method.FullName[1..].Replace('/', '.') + suffix,
            ["tags"] = new JsonArray(method.Service),
            ["summary"] = comment.Split(". ")[0].TrimEnd('.'),
            ["description"] = comment,
            ["x-summit-streaming"] = method.Type.ToString(),
            ["x-summit-side-effects"] = method.SideEffects,
            ["x-summit-types"] = Types(method),
            ["x-summit-access"] = JsonNode.Parse(JsonFormatter.Default.Format(method.Access)),
            ["x-summit-reasons"] = new JsonArray([.. method.Reasons.Select(r => JsonValue.Create(ErrorReasons.NameOf(r)))]),
        };
        if (method.Reads is { } reads)
        {
            operation["x-summit-reads"] = JsonNode.Parse(JsonFormatter.Default.Format(reads));
        }

        if (method.MaxDeadline != Timeout.InfiniteTimeSpan)
        {
            operation["x-summit-deadline-seconds"] = new JsonObject { ["default"] = method.DefaultDeadline.TotalSeconds, ["most"] = method.MaxDeadline.TotalSeconds };
        }

        return operation;
    }

    // What generated clients call the method by.
    private static JsonObject Types(RpcMethod method)
    {
        var (service, request) = (method.Descriptor.Service, method.Descriptor.InputType);
        return new JsonObject
        {
            ["csharpNamespace"] = service.File.GetOptions()?.CsharpNamespace,
            ["serviceFile"] = service.File.Name,
            ["requestFile"] = request.File.Name,
            ["request"] = request.Name,
        };
    }

    private JsonObject Responses(RpcMethod method)
    {
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = method.Type is MethodType.Unary or MethodType.ClientStreaming ? "The answer." : "Messages, each in an envelope, as they come; the last one says how the call ended, errors too.",
                ["headers"] = new JsonObject(Headers().Select(h => KeyValuePair.Create<string, JsonNode?>(h.Key, new JsonObject { ["$ref"] = "#/components/headers/" + h.Key }))),
                ["content"] = new JsonObject { [Type(method) + "json"] = Content(_schemas.Of(method.Descriptor.OutputType)), [Type(method) + "proto"] = new JsonObject() },
            },
        };
        if (method.Type == MethodType.Unary)
        {
            foreach (var status in method.Reasons.Concat(RpcMethod.CommonReasons).Select(_reasons.StatusOf).OfType<int>().Distinct().Order())
            {
                responses[$"{status}"] = new JsonObject { ["$ref"] = $"#/components/responses/{status}" };
            }
        }

        return responses;
    }

    private static JsonObject Headers()
    {
        return new JsonObject
        {
            [SummitMetadata.Revision] = Header("What was read, one revision for each service. Send it back as summit-min-revision to see nothing older."),
            [SummitMetadata.Cache] = Header("hit, miss, stale or bypass."),
            [SummitMetadata.TraceId] = Header("Id of the trace; errors and logs name it."),
        };

        static JsonObject Header(string text) => new() { ["description"] = text, ["schema"] = new JsonObject { ["type"] = "string" } };
    }

    private static string Type(RpcMethod method) => method.Type == MethodType.Unary ? Unary : Streaming;

    private static JsonObject Content(JsonObject schema) => new() { ["schema"] = schema };

    private static JsonObject Query(string name, string description, JsonObject schema, bool required = false) =>
        new() { ["name"] = name, ["in"] = "query", ["required"] = required, ["description"] = description, ["schema"] = schema };
}
