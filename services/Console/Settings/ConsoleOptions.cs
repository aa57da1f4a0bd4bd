using System.ComponentModel.DataAnnotations;
using Summit.Client.Identity;

namespace Summit.WebConsole.Settings;

/// <summary>Settings of the console, section <c>Console</c>.</summary>
internal sealed class ConsoleOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Console";

    /// <summary>Address of the gateway, as the typed client takes it. Default: <c>http://localhost:5080</c>.</summary>
    [Required]
    public string Gateway { get; set; } = "http://localhost:5080";

    /// <summary>The gateway's status page. Empty: the operations page says that it is not configured.</summary>
    public string Status { get; set; } = "";

    /// <summary>Port of the pages; 0 takes a free one. Default: 5082.</summary>
    [Range(0, ushort.MaxValue)]
    public int Port { get; set; } = 5082;

    /// <summary>Whether the console listens on loopback only. Default: true in development, false elsewhere.</summary>
    public bool? LoopbackOnly { get; set; }

    /// <summary>File with the key of the development issuer. With it the sign-in page offers every role. Never in production.</summary>
    public string DevelopmentKeyFile { get; set; } = "";

    /// <summary>Claim of the viewer's token that has the role, as the gateway is configured. Default: <c>role</c>.</summary>
    [Required]
    public string RoleClaim { get; set; } = IdentityDefaults.RoleClaim;

    /// <summary>Whether the console ends when its standard input does. Default: false.</summary>
    public bool EndWithParent { get; set; }

    /// <summary>How long a page waits for an answer before it is sent without it and asks again by itself. Default: 2 s.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);
}
