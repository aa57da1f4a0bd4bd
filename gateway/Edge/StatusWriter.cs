using System.Globalization;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Summit.Client;
using Summit.Hosting.Errors;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Edge;

/// <summary>Writes statuses as gRPC carries them, each with the trace of the call that is being answered.</summary>
internal static class StatusWriter
{
    public const string GrpcContentType = "application/grpc";
    public const string GrpcStatus = "grpc-status";
    public const string GrpcMessage = "grpc-message";

    /// <summary>Whether a content type is that of gRPC: <c>application/grpc</c>, alone or before a subtype or a parameter. gRPC-Web is another protocol.</summary>
    public static bool IsGrpc(string? contentType) =>
        contentType is not null && contentType.StartsWith(GrpcContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == GrpcContentType.Length || contentType[GrpcContentType.Length] is '+' or ';' or ' ');

    /// <summary>
    /// Ends a call with an error: in the headers while none are sent, which lets clients retry, else in the trailers.
    /// </summary>
    public static void Write(HttpContext http, RpcStatus status, string trace)
    {
        var target = http.Response.Headers;
        if (http.Response.HasStarted)
        {
            target = http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        }
        else
        {
            http.Response.ContentType = GrpcContentType;
            target[SummitMetadata.TraceId] = trace;
        }

        status.WithTrace(trace);
        target[GrpcStatus] = status.Code.ToString(CultureInfo.InvariantCulture);
        target[GrpcMessage] = PercentEncode(status.Message);
        target[SummitMetadata.StatusDetails] = Encode(status);
        if (status.Code == (int)StatusCode.Unimplemented)
        {
            target["grpc-accept-encoding"] = RequestBody.Encodings; // If that was it, the caller learns what there is.
        }
    }

    /// <summary>A status as <c>grpc-status-details-bin</c>.</summary>
    public static string Encode(RpcStatus status) => ToBase64(status.ToByteArray());

    /// <summary>A status from <c>grpc-status-details-bin</c>.</summary>
    /// <exception cref="FormatException">It is not base64.</exception>
    /// <exception cref="InvalidProtocolBufferException">It is no status.</exception>
    public static RpcStatus Decode(string details) => RpcStatus.Parser.ParseFrom(FromBase64(details));

    /// <summary>Names the trace in the details of an error that came from a service or a cache.</summary>
    /// <param name="code">Its <c>grpc-status</c>.</param>
    /// <param name="message">Its <c>grpc-message</c>, as it stood on the wire.</param>
    /// <param name="details">Its <c>grpc-status-details-bin</c>; may be null.</param>
    /// <param name="trace">Id of the trace.</param>
    /// <returns>The details with the trace.</returns>
    public static string NameTrace(string code, string? message, string? details, string trace)
    {
        try
        {
            var status = details is null
                ? new RpcStatus { Code = int.Parse(code, CultureInfo.InvariantCulture), Message = Uri.UnescapeDataString(message ?? "") }
                : Decode(details);
            return Encode(status.WithTrace(trace));
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            return details ?? ""; // Not ours to repair: the caller gets what the service said.
        }
    }

    /// <summary>Escapes a message for <c>grpc-message</c>.</summary>
    public static string PercentEncode(string message)
    {
        if (message.All(c => c is >= ' ' and <= '~' and not '%'))
        {
            return message;
        }

        var text = new StringBuilder(message.Length + 16);
        foreach (var b in Encoding.UTF8.GetBytes(message))
        {
            _ = b is >= (byte)' ' and <= (byte)'~' and not (byte)'%' ? text.Append((char)b) : text.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    // Binary metadata is base64, with or without padding.
    private static string ToBase64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] FromBase64(string text) => Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
