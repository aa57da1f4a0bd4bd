using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;

namespace Summit.Hosting.Errors;

/// <summary>Something that must hold first does not. FAILED_PRECONDITION.</summary>
public sealed class PreconditionException : SummitException
{
    /// <summary>Reports one unmet condition.</summary>
    /// <param name="reason">Which kind of condition, for example STATE_FORBIDS or CONSENT_MISSING.</param>
    /// <param name="subject">What it is about, usually a resource name.</param>
    /// <param name="message">What is missing and what to do first.</param>
    /// <param name="facts">Facts for programs.</param>
    public PreconditionException(ErrorReason reason, string subject, string message, IReadOnlyDictionary<string, string>? facts = null)
        : this(reason, [(subject, message)], message, facts)
    {
    }

    /// <summary>Reports every unmet condition.</summary>
    /// <param name="reason">Which kind of condition.</param>
    /// <param name="unmet">Subject and description of each.</param>
    /// <param name="message">All of it in one sentence.</param>
    /// <param name="facts">Facts for programs.</param>
    public PreconditionException(
        ErrorReason reason, IReadOnlyList<(string Subject, string Description)> unmet, string message, IReadOnlyDictionary<string, string>? facts = null)
        : base(StatusCode.FailedPrecondition, reason, message, facts, Details(reason, unmet))
    {
    }

    private static new PreconditionFailure Details(ErrorReason reason, IReadOnlyList<(string Subject, string Description)> unmet) => new()
    {
        Violations =
        {
            unmet.Select(u => new PreconditionFailure.Types.Violation { Type = ErrorReasons.NameOf(reason), Subject = u.Subject, Description = u.Description }),
        },
    };
}
