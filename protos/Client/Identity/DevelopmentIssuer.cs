using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Summit.Api.V1;

namespace Summit.Client.Identity;

/// <summary>
/// Issues tokens on a developer's machine: JSON Web Tokens, signed by HMAC-SHA256 with a key that lies in a file. The hosts
/// of a local system read the same file. Production refuses to start with it.
/// </summary>
public sealed class DevelopmentIssuer
{
    /// <summary>Issuer that its tokens name.</summary>
    public const string Issuer = "summit-development";

    private const int KeyBytes = 32;
    private const int LockAttempts = 1000;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(10);
    private static readonly string Header = Encode(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["alg"] = "HS256", ["typ"] = "JWT" }));
    private readonly byte[] _key;
    private readonly string _audience;
    private readonly TimeProvider _time;

    /// <summary>Creates an issuer over a key.</summary>
    /// <param name="key">At least 32 bytes.</param>
    /// <param name="audience">Audience of its tokens.</param>
    /// <param name="time">Clock. Default: the system's.</param>
    public DevelopmentIssuer(byte[] key, string audience = IdentityDefaults.Audience, TimeProvider? time = null)
    {
        _key = key;
        _audience = audience;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>The key that signs its tokens.</summary>
    public ReadOnlyMemory<byte> Key => _key;

    /// <summary>Opens the key file, and writes one with a new random key when there is none. Several hosts may do so at once.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="audience">Audience of its tokens.</param>
    /// <exception cref="FormatException">The file holds no key of at least 32 bytes in base64.</exception>
    public static DevelopmentIssuer Open(string path, string audience = IdentityDefaults.Audience)
    {
        if (!File.Exists(path))
        {
            WriteNewKey(path);
        }

        return OpenExisting(path, audience);
    }

    /// <summary>Opens the key file of a system that runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="audience">Audience of its tokens.</param>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="FormatException">The file holds no key of at least 32 bytes in base64.</exception>
    public static DevelopmentIssuer OpenExisting(string path, string audience = IdentityDefaults.Audience)
    {
        var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
        return key.Length >= KeyBytes
            ? new DevelopmentIssuer(key, audience)
            : throw new FormatException($"the key in {path} has {key.Length} bytes; at least {KeyBytes} are needed");
    }

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

        var now = _time.GetUtcNow();
        var name = role.ToString().ToLowerInvariant();
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = _audience,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? TimeSpan.FromHours(12))).ToUnixTimeSeconds(),
            ["sub"] = subject ?? (nation is null ? name : $"{name}-{nation}"),
            [IdentityDefaults.RoleClaim] = name,
        };
        if (nation is not null)
        {
            claims[IdentityDefaults.NationClaim] = nation;
        }

        var signed = $"{Header}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{signed}.{Encode(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(signed)))}";
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    // File.Move looks whether there is such a file and then renames, so that of two hosts which start at once each could write its own key.
    private static void WriteNewKey(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using var alone = Lock($"{path}.lock");
        if (File.Exists(path))
        {
            return;
        }

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

        File.Move(fresh, path); // A whole file appears or none does.
    }

    // Closing it deletes its file, so a second host may hold a lock of the same name for a moment. It then finds the key of the first.
    private static FileStream Lock(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (attempt < LockAttempts)
            {
                Thread.Sleep(LockPause);
            }
        }
    }
}
