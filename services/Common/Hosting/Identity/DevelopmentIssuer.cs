using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Summit.Api.V1;

namespace Summit.Hosting.Identity;

/// <summary>
/// Issues tokens on a developer's machine, signed with a key that lies in a file. Production refuses to start with it.
/// </summary>
public sealed class DevelopmentIssuer
{
    /// <summary>Issuer that its tokens name.</summary>
    public const string Issuer = "summit-development";

    private const int KeyBytes = 32;
    private readonly SymmetricSecurityKey _key;
    private readonly string _audience;
    private readonly TimeProvider _time;

    /// <summary>Creates an issuer over a key.</summary>
    /// <param name="key">At least 32 bytes.</param>
    /// <param name="audience">Audience of its tokens.</param>
    /// <param name="time">Clock. Default: the system's.</param>
    public DevelopmentIssuer(byte[] key, string audience = IdentityDefaults.Audience, TimeProvider? time = null)
    {
        _key = new SymmetricSecurityKey(key);
        _audience = audience;
        _time = time ?? TimeProvider.System;
    }

    internal SecurityKey Key => _key;

    /// <summary>Opens the key file, and writes one with a new random key when there is none. Several hosts may do so at once.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="audience">Audience of its tokens.</param>
    public static DevelopmentIssuer Open(string path, string audience = IdentityDefaults.Audience) => new(ReadOrCreate(path), audience);

    /// <summary>Makes a token.</summary>
    /// <param name="role">Role of the caller.</param>
    /// <param name="nation">ISO 3166-1 alpha-3 code; needed for a delegate, not allowed for others.</param>
    /// <param name="lifetime">How long it is valid. Default: 12 hours.</param>
    /// <param name="subject">Who it is. Default: made from role and nation.</param>
    /// <exception cref="ArgumentException">The nation does not fit the role.</exception>
    public string Mint(Role role, string? nation = null, TimeSpan? lifetime = null, string? subject = null)
    {
        if (role == Role.Unspecified || (role == Role.Delegate) != (nation is not null))
        {
            throw new ArgumentException("a delegate's token names a nation, and no other role's does", nameof(nation));
        }

        var now = _time.GetUtcNow().UtcDateTime;
        var name = Roles.NameOf(role);
        var claims = new List<Claim> { new("sub", subject ?? (nation is null ? name : $"{name}-{nation}")), new(IdentityDefaults.RoleClaim, name) };
        if (nation is not null)
        {
            claims.Add(new(IdentityDefaults.NationClaim, nation));
        }

        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = _audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + (lifetime ?? TimeSpan.FromHours(12)),
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    private static byte[] ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var fresh = $"{path}.{Guid.NewGuid():N}";
            var mode = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                mode.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(fresh, mode))
            {
                writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
            }

            // A whole file appears or none does: a host that starts at the same time reads the winner's key.
            try
            {
                File.Move(fresh, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(fresh);
            }
        }

        var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
        return key.Length >= KeyBytes ? key : throw new FormatException($"the key in {path} has {key.Length} bytes; at least {KeyBytes} are needed");
    }
}
