using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;

namespace Summit.Hosting.Errors;

/// <summary>
/// A call that cannot be answered, in the domain's words. Handlers throw it; one interceptor makes the gRPC status of it.
/// </summary>
public class SummitException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="code">Status of the call.</param>
    /// <param name="reason">Stable reason from the contract's catalogue.</param>
    /// <param name="message">What is wrong, which value, what is allowed and what to do. Callers read it.</param>
    /// <param name="facts">Facts for programs, such as the current etag; keys in snake_case.</param>
    /// <param name="details">Further google.rpc details.</param>
    public SummitException(
        StatusCode code, ErrorReason reason, string message, IReadOnlyDictionary<string, string>? facts = null, params IReadOnlyList<IMessage> details)
        : base(message)
    {
        Code = code;
        Reason = reason;
        Facts = facts ?? new Dictionary<string, string>();
        Details = details;
    }

    /// <summary>Status of the call.</summary>
    public StatusCode Code { get; }

    /// <summary>Stable reason.</summary>
    public ErrorReason Reason { get; }

    /// <summary>Facts for programs.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; }

    /// <summary>Further details, beside ErrorInfo and RequestInfo.</summary>
    public IReadOnlyList<IMessage> Details { get; }
}
