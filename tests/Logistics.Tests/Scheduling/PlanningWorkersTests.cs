using Summit.Logistics.Movement.Planning;
using Summit.Logistics.Scheduling;
using Summit.Logistics.Scheduling.Search;

namespace Summit.Logistics.Tests.Scheduling;

public sealed class PlanningWorkersTests
{
    [Fact]
    public async Task RunAsync_QueueFull_Refuses()
    {
        using var workers = new PlanningWorkers(threads: 1, mostWaiting: 1);
        using var go = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var running = workers.RunAsync(() => Wait(begun, go), default);
        await begun.Task;
        var waiting = workers.RunAsync(() => 2, default);

        await Assert.ThrowsAsync<PlanningBusyException>(() => workers.RunAsync(() => 3, default));

        go.Set();
        Assert.Equal((1, 2), (await running, await waiting));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileWaiting_NeverBegins()
    {
        using var workers = new PlanningWorkers(threads: 1);
        using var go = new ManualResetEventSlim();
        using var source = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var running = workers.RunAsync(() => Wait(begun, go), default);
        await begun.Task;
        var ran = false;
        var waiting = workers.RunAsync(() => ran = true, source.Token);

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        go.Set();
        await running;
        await workers.RunAsync(() => 0, default);
        Assert.False(ran);
    }

    [Fact]
    public async Task RunAsync_CancelledWhileWaiting_LeavesItsPlaceToAnother()
    {
        using var workers = new PlanningWorkers(threads: 1, mostWaiting: 1);
        using var go = new ManualResetEventSlim();
        using var source = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        var running = workers.RunAsync(() => Wait(begun, go), default);
        await begun.Task;
        var waiting = workers.RunAsync(() => 2, source.Token);

        await source.CancelAsync();
        var next = workers.RunAsync(() => 3, default); // the thread is still busy

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        go.Set();
        Assert.Equal((1, 3), (await running, await next));
    }

    [Fact]
    public async Task RunAsync_WorkFails_CallerLearnsAndNextRuns()
    {
        using var workers = new PlanningWorkers(threads: 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => workers.RunAsync<int>(() => throw new InvalidOperationException(), default));

        Assert.Equal(1, await workers.RunAsync(() => 1, default));
    }

    [Fact]
    public async Task RunAsync_CancelledWhilePlanning_EndsAndFreesTheWorker()
    {
        using var workers = new PlanningWorkers(threads: 1);
        using var source = new CancellationTokenSource();
        var begun = new TaskCompletionSource();
        // Far more work than the test has time for: only the cancellation ends it.
        var running = workers.RunAsync(
            () => MovementPlanner.Plan(Movement.Problems.Coalition(60, 1), new SchedulingBudget { Work = 1e6, WallLimit = TimeSpan.FromHours(1) }, false, source.Token, _ => begun.TrySetResult()), source.Token);
        await begun.Task;

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, await workers.RunAsync(() => 1, default));
    }

    [Fact]
    public async Task RunAsync_OnLinux_WorksAtAPriorityBelowThatOfOtherThreads()
    {
        Requires.OrSkip(OperatingSystem.IsLinux(), "Linux");
        using var workers = new PlanningWorkers(threads: 1);

        var niceness = await workers.RunAsync(() => Niceness("thread-self"), default);

        Assert.True(niceness > Niceness("self"), $"{niceness}");
    }

    // Field 19 of proc_pid_stat(5); the name in field 2 may have blanks and ends in a bracket.
    private static int Niceness(string of) =>
        int.Parse(File.ReadAllText($"/proc/{of}/stat").Split(") ")[^1].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);

    private static int Wait(TaskCompletionSource begun, ManualResetEventSlim go)
    {
        begun.SetResult();
        go.Wait();
        return 1;
    }
}
