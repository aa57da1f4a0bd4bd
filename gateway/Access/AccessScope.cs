using System.Runtime.CompilerServices;
using Summit.Api.V1;
using Summit.Hosting.Identity;

namespace Summit.Gateway.Access;

/// <summary>What decides which answer a caller may see; callers with the same scope share cached answers.</summary>
internal static class AccessScope
{
    private static readonly ConditionalWeakTable<Caller, string> Scopes = [];

    /// <summary>The scope of a caller: role and whose drafts it sees; for roles that keep things of their own, also who it is.</summary>
    public static string Of(Caller caller) => Scopes.GetValue(caller, static c =>
        $"{c.RoleName}{c.Visibility.Key}{(c.Role == Role.Analyst ? c.Subject : "")}");
}
