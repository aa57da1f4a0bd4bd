using Microsoft.IdentityModel.JsonWebTokens;

namespace Summit.WebConsole.Identity;

/// <summary>
/// What a viewer's token says about the role, so that a page offers what the role may do. It gives no right: the gateway checks the token.
/// </summary>
internal static class TokenRole
{
    private const string Analyst = "analyst";
    private static readonly JsonWebTokenHandler Reader = new();

    /// <summary>Whether a token is that of an analyst.</summary>
    /// <param name="token">The token; null for a viewer who is not signed in.</param>
    /// <param name="claim">The claim that has the role.</param>
    public static bool IsAnalyst(string? token, string claim) =>
        Reader.CanReadToken(token) && Reader.ReadJsonWebToken(token).TryGetPayloadValue<string>(claim, out var role) && role == Analyst;
}
