namespace Grpc.Core;

/// <summary>Result of a call: a code, a text and, on the client only, the exception behind it.</summary>
public struct Status
{
    /// <summary>OK without a text.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>CANCELLED without a text.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>Creates a status.</summary>
    public Status(StatusCode statusCode, string detail) : this(statusCode, detail, null)
    {
    }

    /// <summary>Creates a status that remembers its local cause; <paramref name="debugException"/> never goes over the wire.</summary>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code; OK means success.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>Text for people; empty when there is none.</summary>
    public string Detail { get; }

    /// <summary>The exception that led here, on the side where it happened; null on the wire.</summary>
    public Exception? DebugException { get; }

    /// <summary>Code, text and cause in one line.</summary>
    public override readonly string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
