using System.Diagnostics;

namespace Summit.Gateway.Tests.History;

/// <summary>Does to the processes what happens to processes, one thing at a time, in an order that the seed decides.</summary>
internal sealed class FaultSchedule(LiveSystem system, Recorder recorder, Random random)
{
    // Longer than the lease, so that what a stopped process knew is out of date when it goes on.
    private static readonly TimeSpan LongPause = LiveSystem.Lease * 2.4;

    /// <summary>What happens once in every round.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["redis killed", "redis paused", "service paused", "service killed", "service stopped", "gateway paused", "gateway killed", "store restored"];

    /// <summary>Lets everything happen at least once, and goes on until the time is over.</summary>
    public async Task RunAsync(TimeSpan atLeast)
    {
        var started = Stopwatch.GetTimestamp();
        for (var first = true; first || Stopwatch.GetElapsedTime(started) < atLeast; first = false)
        {
            foreach (var kind in Kinds.OrderBy(_ => random.Next()).ToList())
            {
                if (!first && Stopwatch.GetElapsedTime(started) >= atLeast)
                {
                    break;
                }

                await PassAsync();
                await HappenAsync(kind, random.Next(system.Gateways.Length));
            }
        }

        await PassAsync();
    }

    // A while without faults, in which what is promised then must hold.
    private Task PassAsync() => Task.Delay(random.Next(500, 1500));

    private async Task HappenAsync(string kind, int gateway)
    {
        var target = kind[..kind.IndexOf(' ', StringComparison.Ordinal)] switch
        {
            "gateway" => system.Gateways[gateway].Name,
            "store" => "service",
            var own => own,
        };
        var backup = kind == "store restored" ? await system.BackupAsync() : null;
        if (backup is not null)
        {
            await PassAsync(); // What is committed now will be lost.
        }

        var start = Recorder.Now;
        switch (kind)
        {
            case "redis killed":
                system.Redis.Kill();
                await PassAsync();
                await system.Redis.StartProcessAsync();
                break;
            case "redis paused":
                system.Redis.Pause();
                await PassAsync();
                system.Redis.Resume();
                break;
            case "service paused":
                system.PauseService();
                await Task.Delay(LongPause);
                system.ResumeService();
                break;
            case "gateway paused":
                system.PauseGateway(gateway);
                await Task.Delay(LongPause);
                system.ResumeGateway(gateway);
                break;
            case "gateway killed":
                await system.KillGatewayAsync(gateway);
                await system.StartGatewayAsync(gateway);
                break;
            default:
                await system.StopServiceAsync(graceful: kind == "service stopped" || random.Next(2) == 0);
                if (backup is not null)
                {
                    await system.RestoreAsync(backup);
                }

                await system.StartServiceAsync();
                break;
        }

        await system.WorksAsync();
        recorder.Add(new Fault(kind, target, start, Recorder.Now));
    }
}
