using Summit.Api.V1;

namespace Summit.Hosting.Identity;

/// <summary>Which roles there are and which include which.</summary>
public static class Roles
{
    private static readonly Dictionary<string, Role> ByName = new(StringComparer.Ordinal)
    {
        ["viewer"] = Role.Viewer,
        ["analyst"] = Role.Analyst,
        ["delegate"] = Role.Delegate,
        ["secretariat"] = Role.Secretariat,
        ["operator"] = Role.Operator,
    };

    /// <summary>Names of all roles, as tokens carry them.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>Reads a role's name.</summary>
    public static bool TryParse(string? name, out Role role) => ByName.TryGetValue(name ?? "", out role);

    /// <summary>Name of a role as tokens carry it.</summary>
    public static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Whether a caller of role <paramref name="role"/> may call what one of <paramref name="allowed"/> may.</summary>
    public static bool Includes(Role role, IEnumerable<Role> allowed)
    {
        foreach (var one in allowed)
        {
            if (one == role || (one == Role.Viewer && role is Role.Analyst or Role.Delegate or Role.Secretariat))
            {
                return true;
            }
        }

        return false;
    }
}
