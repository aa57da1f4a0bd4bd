using System.Collections.Frozen;
using Google.Rpc;
using Summit.Api.V1;
using RpcStatus = Google.Rpc.Status;

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

    private static readonly FrozenDictionary<string, ErrorReason> Numbers = Names.ToFrozenDictionary(n => n.Value, n => n.Key);

    /// <summary>Name without prefix, for example <c>ETAG_STALE</c>.</summary>
    public static string NameOf(ErrorReason reason) => Names[reason];

    /// <summary>The reason that a status names; null when it names none of the catalogue.</summary>
    public static ErrorReason? ReasonOf(RpcStatus status)
    {
        var info = status.Details.FirstOrDefault(d => d.Is(ErrorInfo.Descriptor))?.Unpack<ErrorInfo>();
        return info?.Domain == Domain && Numbers.TryGetValue(info.Reason, out var reason) ? reason : null;
    }
}
