using System.Collections.Frozen;
using Summit.Api.V1;

namespace Summit.Hosting.Errors;

/// <summary>The catalogue of reasons as it stands on the wire.</summary>
public static class ErrorReasons
{
    /// <summary>Domain of every reason of ours in google.rpc.ErrorInfo.</summary>
    public const string Domain = "summit";

    private const string Prefix = "ERROR_REASON_";

    private static readonly FrozenDictionary<ErrorReason, string> Names = ErrorReasonReflection.Descriptor.EnumTypes
        .Single(e => e.Name == nameof(ErrorReason)).Values
        .ToFrozenDictionary(v => (ErrorReason)v.Number, v => v.Name[Prefix.Length..]);

    /// <summary>Name without prefix, for example <c>ETAG_STALE</c>.</summary>
    public static string NameOf(ErrorReason reason) => Names[reason];
}
