using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Summit.Hosting.Lifecycle;

/// <summary>
/// How far callers may send ahead of what is read. Kestrel gives room on a connection back only when half of its window was read,
/// so a connection stands still once what calls leave unread reaches the other half. With Kestrel's own sizes (768 KiB a call, 1 MiB a
/// connection) one call that is not read can stop all others on its connection; with these it takes more than 8.
/// </summary>
public static class SendWindows
{
    private const int Call = 256 * 1024;
    private const int Connection = 4 * 1024 * 1024;

    /// <summary>Sets the sizes.</summary>
    /// <param name="kestrel">The server.</param>
    public static void Set(KestrelServerOptions kestrel)
    {
        kestrel.Limits.Http2.InitialStreamWindowSize = Call;
        kestrel.Limits.Http2.InitialConnectionWindowSize = Connection;
    }
}
