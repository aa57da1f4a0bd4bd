using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Summit.Hosting.Options;

namespace Summit.Hosting.Lifecycle;

/// <summary>Asks every connection to end at a certain age, with jitter so that they do not all end at once, and ends it after the grace.</summary>
internal static class ConnectionAgeing
{
    private const double Jitter = 0.1;

    public static void UseConnectionAgeing(this ListenOptions listen, ConnectionOptions options, TimeProvider time)
    {
        if (options.MaxAge > TimeSpan.Zero)
        {
            listen.Use(next => connection => ServeAsync(next, connection, options, time));
        }
    }

    private static async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection, ConnectionOptions options, TimeProvider time)
    {
        var age = options.MaxAge * (1 + Jitter * (2 * Random.Shared.NextDouble() - 1));
        await using var asking = time.CreateTimer(
            static c => ((ConnectionContext)c!).Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose(), connection, age, Timeout.InfiniteTimeSpan);
        await using var ending = time.CreateTimer(
            static c => ((ConnectionContext)c!).Abort(new ConnectionAbortedException("the connection outlived its grace")), connection, age + options.Grace, Timeout.InfiniteTimeSpan);
        await next(connection);
    }
}
