namespace Summit.Client.Identity;

/// <summary>Names that the tokens of the system use unless a host is configured otherwise.</summary>
public static class IdentityDefaults
{
    /// <summary>Audience.</summary>
    public const string Audience = "summit";

    /// <summary>Claim of the role.</summary>
    public const string RoleClaim = "role";

    /// <summary>Claim of the nation.</summary>
    public const string NationClaim = "nation";
}
