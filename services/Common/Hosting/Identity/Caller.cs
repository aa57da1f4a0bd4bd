using Summit.Api.V1;
using Summit.Store;

namespace Summit.Hosting.Identity;

/// <summary>Who calls, as its validated token says.</summary>
/// <param name="Role">Role; decides together with the method's <c>access</c>.</param>
/// <param name="Nation">ISO 3166-1 alpha-3 code of a delegation's nation; null for every other role.</param>
/// <param name="Subject">Who it is, for the audit trail; empty for a caller without a token.</param>
public sealed record Caller(Role Role, string? Nation, string Subject)
{
    /// <summary>A caller without a token, where that is allowed.</summary>
    public static Caller Anonymous { get; } = new(Role.Viewer, null, "");

    /// <summary>Name of the role as tokens carry it, for example <c>delegate</c>.</summary>
    public string RoleName => Roles.NameOf(Role);

    /// <summary>Role and nation, as the change feed names who made a change, for example <c>delegate:FRA</c>.</summary>
    public string Actor => Nation is null ? RoleName : $"{RoleName}:{Nation}";

    /// <summary>Which drafts this caller sees: its own nation's.</summary>
    public Visibility Visibility => Nation is null ? Visibility.Published : Visibility.Of(Nation);

    /// <summary>
    /// What stands in the field <c>owner</c> of a resource that belongs to this caller; empty when it can own none. It never equals
    /// a nation's code, and the bars that separate owners in the store do not occur in it.
    /// </summary>
    public string Owner => Role == Role.Analyst && Subject.Length > 0 ? $"{RoleName}:{Uri.EscapeDataString(Subject)}" : "";

    /// <summary>All that this caller sees and others do not: its nation's drafts, or the resources that belong to it.</summary>
    public Visibility Own => Owner.Length > 0 ? Visibility.Of(Owner) : Visibility;

    /// <summary>
    /// What this caller sees of a type. Whose owned resources a caller sees does not matter for other types: their page tokens
    /// and answers are the same for all analysts.
    /// </summary>
    public Visibility VisibilityOf(ResourceType type) => type.IsOwned ? Own : Visibility;
}
