using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Summit.Client;
using Summit.Gateway.Edge;
using Summit.Policy;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Web.Connect;

/// <summary>Errors as Connect writes them: a name for the code, an HTTP status for unary calls, typed details.</summary>
internal static class ConnectError
{
    private const string TypePrefix = "type.googleapis.com/";
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(ContractFiles.Registry));

    // By gRPC code, as the protocol's page lists them.
    private static readonly (string Name, int Http)[] Codes =
    [
        ("ok", 200), ("canceled", 499), ("unknown", 500), ("invalid_argument", 400), ("deadline_exceeded", 504), ("not_found", 404), ("already_exists", 409),
        ("permission_denied", 403), ("resource_exhausted", 429), ("failed_precondition", 400), ("aborted", 409), ("out_of_range", 400), ("unimplemented", 501),
        ("internal", 500), ("unavailable", 503), ("data_loss", 500), ("unauthenticated", 401),
    ];

    /// <summary>HTTP status of a failed unary call.</summary>
    public static int HttpStatus(RpcStatus status) => Of(status).Http;

    /// <summary>Name of a code, for example <c>not_found</c>.</summary>
    public static string NameOf(StatusCode code) => Of(new RpcStatus { Code = (int)code }).Name;

    /// <summary>Reads the status that stands in a block of headers or trailers.</summary>
    /// <returns>Null when none stands there.</returns>
    public static RpcStatus? Read(IHeaderDictionary block)
    {
        if (!int.TryParse(block[StatusWriter.GrpcStatus], NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return null;
        }

        if (code != 0 && (string?)block[SummitMetadata.StatusDetails] is { } details)
        {
            try
            {
                return StatusWriter.Decode(details);
            }
            catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
            {
                // Code and message say it without the details.
            }
        }

        return new RpcStatus { Code = code, Message = Uri.UnescapeDataString(block[StatusWriter.GrpcMessage].ToString()) };
    }

    /// <summary>Writes an error.</summary>
    public static void Write(Utf8JsonWriter json, RpcStatus status)
    {
        json.WriteStartObject();
        json.WriteString("code", Of(status).Name);
        if (status.Message.Length > 0)
        {
            json.WriteString("message", status.Message);
        }

        if (status.Details.Count > 0)
        {
            json.WriteStartArray("details");
            foreach (var detail in status.Details)
            {
                WriteDetail(json, detail);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>How long the caller should wait before it tries again, in whole seconds; null when the error does not say.</summary>
    public static string? RetryAfter(RpcStatus status)
    {
        var retry = status.Details.FirstOrDefault(d => d.Is(RetryInfo.Descriptor));
        return retry is null ? null : Math.Ceiling(retry.Unpack<RetryInfo>().RetryDelay.ToTimeSpan().TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }

    private static (string Name, int Http) Of(RpcStatus status) => Codes[status.Code > 0 && status.Code < Codes.Length ? status.Code : (int)StatusCode.Unknown];

    private static void WriteDetail(Utf8JsonWriter json, Any detail)
    {
        var type = detail.TypeUrl[(detail.TypeUrl.LastIndexOf('/') + 1)..];
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("value", Convert.ToBase64String(detail.Value.Span).TrimEnd('='));
        if (detail.TypeUrl.StartsWith(TypePrefix, StringComparison.Ordinal) && ContractFiles.Registry.Find(type) is { } descriptor)
        {
            // For people; programs read the value.
            json.WritePropertyName("debug");
            json.WriteRawValue(Formatter.Format(descriptor.Parser.ParseFrom(detail.Value)));
        }

        json.WriteEndObject();
    }
}
