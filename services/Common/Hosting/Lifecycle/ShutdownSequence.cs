using Microsoft.Extensions.Logging;
using Summit.Hosting.Options;

namespace Summit.Hosting.Lifecycle;

/// <summary>
/// The first part of going down, while everything still works: readiness off, time for callers to notice, then the end of
/// the watches, which would otherwise never finish. What follows is Kestrel's (GOAWAY, drain) and the host's (flush, stores).
/// </summary>
internal sealed partial class ShutdownSequence(
    SummitOptions options, HostHealth health, DrainSignal drain, TimeProvider time, ILogger<ShutdownSequence> log)
    : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        health.Start();
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        health.Drain();
        // A parent process stops calling before it stops this one, and no platform probes it.
        var notice = options.ParentPipe ? TimeSpan.Zero : options.Shutdown.Notice;
        Log.NotReady(log, notice.TotalSeconds);
        if (notice > TimeSpan.Zero)
        {
            await Task.Delay(notice, time, cancellationToken);
        }

        await drain.RaiseAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(EventId = 10, EventName = "host.not_ready", Level = LogLevel.Information, Message = "The host stopped being ready; work ends in {NoticeSeconds} s")]
        public static partial void NotReady(ILogger logger, double noticeSeconds);
    }
}
