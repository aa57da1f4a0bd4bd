using Summit.Changes.V1;
using Summit.Client;
using Summit.Nations.V1;
using Summit.Scenarios.Listing;

namespace Summit.Scenarios.CSharp;

/// <summary>A watch through a gateway that is killed, of a service that is stopped.</summary>
internal sealed class WatchOverRestart(Surroundings surroundings, Func<string, Task> command)
{
    private const int WritesBetween = 4;
    private readonly List<string> _written = [];
    private readonly List<string> _seen = [];

    public async Task RunAsync()
    {
        using var watching = surroundings.Through(0, "delegate");
        using var writing = surroundings.OverBoth("delegate");
        using var stop = new CancellationTokenSource();
        var positions = writing.Create<PositionService.PositionServiceClient>();
        var changes = watching.Create<ChangeService.ChangeServiceClient>();
        var from = (await changes.ProbeRevisionAsync(new ProbeRevisionRequest())).Revision;
        var watch = FollowAsync(changes, from, stop.Token);
        await WriteAsync(positions);
        await command("kill gateway-1");
        await command("start gateway-1");
        await WriteAsync(positions);
        await command("stop nations");
        await command("start nations");
        await WriteAsync(positions);
        await stop.CancelAsync();
        await watch;
        Assert.Equal(_written, _seen);
    }

    /// <summary>Writes, and waits until the watch has seen it or has ended.</summary>
    private async Task WriteAsync(PositionService.PositionServiceClient client)
    {
        var positions = new Positions(surroundings.Id);
        for (var i = 0; i < WritesBetween; i++)
        {
            _written.Add((await client.CreatePositionAsync(positions.New($"watch-{_written.Count}"))).Name);
        }

        await Eventually.HoldsAsync("the watch has seen what was written", () => { lock (_seen) { return _seen.Count >= _written.Count; } });
    }

    private async Task FollowAsync(ChangeService.ChangeServiceClient changes, string from, CancellationToken stop)
    {
        try
        {
            await foreach (var step in SummitWatch.FollowAsync(new WatchChangesRequest { AfterRevision = from, NamesOnly = true }, changes.WatchChanges, cancellationToken: stop))
            {
                lock (_seen)
                {
                    _seen.AddRange(step.Changes.Select(change => change.Name));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // How it ends.
        }
    }
}
