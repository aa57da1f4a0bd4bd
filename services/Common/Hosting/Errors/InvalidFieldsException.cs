using Google.Rpc;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Kernel;

namespace Summit.Hosting.Errors;

/// <summary>Fields of the request break their rules. INVALID_ARGUMENT with all violations at once.</summary>
public sealed class InvalidFieldsException : SummitException
{
    /// <summary>Reports violations.</summary>
    /// <param name="violations">At least one.</param>
    /// <param name="reason">INVALID_FIELDS, or a narrower reason such as BASES_DIFFER.</param>
    public InvalidFieldsException(IReadOnlyList<Violation> violations, ErrorReason reason = ErrorReason.InvalidFields)
        : base(
            StatusCode.InvalidArgument,
            reason,
            Describe(violations),
            new Dictionary<string, string> { ["violations"] = violations.Count.ToString() },
            new BadRequest { FieldViolations = { violations.Select(v => new BadRequest.Types.FieldViolation { Field = v.Field, Description = v.Description }) } })
    {
        Violations = violations;
    }

    /// <summary>Reports one violation.</summary>
    /// <param name="field">Path of the field in the request.</param>
    /// <param name="description">What is wrong, with the value sent and what is allowed.</param>
    public InvalidFieldsException(string field, string description)
        : this([new Violation(field, description)])
    {
    }

    /// <summary>The violations.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    private static string Describe(IReadOnlyList<Violation> violations) => violations.Count == 1
        ? $"{violations[0].Field}: {violations[0].Description}"
        : $"{violations.Count} fields are not valid; the first: {violations[0].Field}: {violations[0].Description}";
}

/// <summary>Reports what <see cref="Violations"/> found.</summary>
public static class ViolationsExtensions
{
    /// <summary>Refuses the request if anything is wrong with it.</summary>
    /// <param name="violations">What was found.</param>
    /// <param name="reason">INVALID_FIELDS, or a narrower reason such as BASES_DIFFER.</param>
    /// <exception cref="InvalidFieldsException">Something is wrong; the exception names all of it.</exception>
    public static void ThrowIfAny(this Violations violations, ErrorReason reason = ErrorReason.InvalidFields)
    {
        if (violations.Any)
        {
            throw new InvalidFieldsException(violations.Found, reason);
        }
    }
}
