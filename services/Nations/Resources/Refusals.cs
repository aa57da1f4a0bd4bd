using Summit.Api.V1;
using Summit.Hosting.Errors;

namespace Summit.Nations.Resources;

/// <summary>Errors that several features share.</summary>
internal static class Refusals
{
    /// <summary>The state does not allow the request. FAILED_PRECONDITION.</summary>
    public static PreconditionException StateForbids(string name, string message, string state = "", string allowed = "") =>
        new(ErrorReason.StateForbids, name, message, new Dictionary<string, string> { ["state"] = state, ["allowed"] = allowed });

    /// <summary>Needed consents are not in force. FAILED_PRECONDITION, with one violation for each need.</summary>
    public static PreconditionException ConsentMissing(string decision, IReadOnlyList<(string Nation, string Why)> missing)
    {
        var nations = string.Join(",", missing.Select(m => m.Nation["nations/".Length..]).Distinct());
        return new PreconditionException(
            ErrorReason.ConsentMissing,
            [.. missing.Select(m => (m.Nation, m.Why))],
            $"{decision} affects nations whose own consent is not in force: {nations}. Each must give it with its own delegation's token.",
            new Dictionary<string, string> { ["nations"] = nations });
    }
}
