using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Summit.Hosting.Options;

namespace Summit.Hosting.Lifecycle;

/// <summary>
/// Asks every connection to end at a certain age, with jitter so that they do not all end at once. After the grace it ends
/// the calls that have no end of their own, and then the connection.
/// </summary>
internal static class ConnectionAgeing
{
    private const double Jitter = 0.1;

    // For the reason to reach the caller of a watch. A connection that ends before its calls tells them nothing.
    private static readonly TimeSpan Parting = TimeSpan.FromSeconds(5);

    public static void UseConnectionAgeing(this ListenOptions listen, ConnectionOptions options, DrainSignal drain, TimeProvider time) =>
        listen.Use(next => connection => ServeAsync(next, connection, options, drain, time));

    private static async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection, ConnectionOptions options, DrainSignal drain, TimeProvider time)
    {
        using var end = new ConnectionEnd(drain);
        connection.Features.Set(end);
        var age = options.MaxAge == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : options.MaxAge * (1 + Jitter * (2 * Random.Shared.NextDouble() - 1));
        await using var asking = After(TimeSpan.Zero, static c => c.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose());
        await using var ending = After(options.Grace, static c => c.Features.Get<ConnectionEnd>()!.Raise());
        await using var closing = After(options.Grace + Parting, static c => c.Abort(new ConnectionAbortedException("the connection outlived its grace")));
        await next(connection);

        ITimer After(TimeSpan wait, Action<ConnectionContext> act) =>
            time.CreateTimer(c => act((ConnectionContext)c!), connection, age == Timeout.InfiniteTimeSpan ? age : age + wait, Timeout.InfiniteTimeSpan);
    }
}
