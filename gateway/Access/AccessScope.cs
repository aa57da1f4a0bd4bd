using System.Runtime.CompilerServices;
using Summit.Hosting.Identity;

namespace Summit.Gateway.Access;

/// <summary>What decides which answer a caller may see; callers with the same scope share cached answers.</summary>
/// <param name="Shared">Role and whose drafts the caller sees: for answers that are the same for all such callers.</param>
/// <param name="Own">Also who it is, if resources can belong to it: for answers that may rest on such resources.</param>
internal sealed record AccessScope(string Shared, string Own)
{
    private static readonly ConditionalWeakTable<Caller, AccessScope> Scopes = [];

    /// <summary>The scope of a caller.</summary>
    public static AccessScope Of(Caller caller) => Scopes.GetValue(caller, static c =>
        new($"{c.RoleName}{c.Visibility.Key}", $"{c.RoleName}{c.Visibility.Key}{c.Owner}"));
}
