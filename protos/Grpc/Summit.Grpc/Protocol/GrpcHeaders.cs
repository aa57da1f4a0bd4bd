namespace Grpc.Protocol;

/// <summary>Names and values that the protocol fixes.</summary>
internal static class GrpcHeaders
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string PreviousAttempts = "grpc-previous-rpc-attempts";
    public const string RetryPushback = "grpc-retry-pushback-ms";

    /// <summary>In the metadata of a call (not on the wire): the encoding asked for, on the client for requests, on the server for responses.</summary>
    public const string EncodingRequest = "grpc-internal-encoding-request";

    public const string Identity = "identity";

    /// <summary>Largest message taken by default.</summary>
    public const int DefaultMaxReceiveMessageSize = 4 * 1024 * 1024;

    /// <summary>Whether a header belongs to the protocol or to HTTP, so that it is neither handed to nor taken from the application.</summary>
    public static bool IsReserved(string name) => name.Length switch
    {
        0 => true,
        2 => Is(name, "te"),
        4 => Is(name, "host"),
        7 => Is(name, "trailer") || Is(name, "upgrade"),
        10 => Is(name, "connection") || Is(name, "keep-alive"),
        11 => Is(name, Status),
        12 => Is(name, Message) || Is(name, Timeout) || Is(name, "content-type"),
        13 => Is(name, Encoding),
        14 => Is(name, "content-length"),
        15 => Is(name, "accept-encoding"),
        16 => Is(name, "proxy-connection"),
        17 => Is(name, "transfer-encoding"),
        20 => Is(name, AcceptEncoding),
        30 => Is(name, EncodingRequest),
        _ => name[0] == ':',
    } || name[0] == ':';

    /// <summary>application/grpc, alone, with a suffix (+proto) or with parameters.</summary>
    public static bool IsGrpcContentType(string? contentType)
    {
        if (contentType is null || !contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        return contentType.Length == ContentType.Length || contentType[ContentType.Length] is '+' or ';';
    }

    private static bool Is(string name, string known) => string.Equals(name, known, StringComparison.OrdinalIgnoreCase);
}
