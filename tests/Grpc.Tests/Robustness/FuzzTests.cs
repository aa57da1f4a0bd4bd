namespace Summit.GrpcTests.Robustness;

/// <summary>Tests that measure the whole process and so run alone.</summary>
[CollectionDefinition(nameof(Robustness), DisableParallelization = true)]
public sealed class Robustness;

/// <summary>Tens of thousands of malformed requests. SUMMIT_FUZZ_SEED replays a run; the seed is in the test's output.</summary>
[Collection(nameof(Robustness))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Requests = 30_000;
    private const int Workers = 16;

    /// <summary>What a run may leave on the heap: pools that grew, not a trace of every request.</summary>
    private const long HeapAllowance = 24 * 1024 * 1024;

    [Fact]
    public async Task Server_MalformedRequests_StaysHealthy()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("SUMMIT_FUZZ_SEED"), out var given) ? given : Random.Shared.Next();
        output.WriteLine($"SUMMIT_FUZZ_SEED={seed}");
        await using var server = await EchoServer.StartAsync();

        // The first tenth fills the pools, and the heap is measured from there.
        var warm = await FuzzAsync(server, seed, firstConnection: 0, Requests / 10);
        var before = await SettleAsync(server, seed);
        var (connections, requests) = await FuzzAsync(server, seed, warm.Connections, Requests);
        var after = await SettleAsync(server, seed);

        var growth = after.Heap - before.Heap;
        output.WriteLine($"{requests} requests on {connections} connections, {after.Calls} reached a method, heap {growth / 1024:+#;-#;0} KiB");
        Assert.True(growth < HeapAllowance, $"seed {seed}: the heap grew by {growth} bytes");
        // Otherwise the fuzzer only tries Kestrel.
        Assert.True(after.Calls > requests / 5, $"seed {seed}: only {after.Calls} of {requests} requests reached a method");
    }

    /// <summary>Plays connections until there were enough requests, with a healthy caller beside them all the time.</summary>
    private static async Task<(int Connections, int Requests)> FuzzAsync(EchoServer server, int seed, int firstConnection, int requests)
    {
        using var healthy = new HealthyCaller(server.Address);
        var (connection, sent) = (firstConnection - 1, 0);
        var fuzzers = Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref sent) < requests)
            {
                var number = Interlocked.Increment(ref connection);
                var script = new BadConnection(new Random(HashCode(seed, number)));
                Interlocked.Add(ref sent, script.Requests);
                var owed = await new BadClient(server.Address, script).RunAsync();
                Assert.True(owed.Count == 0, $"seed {seed}, connection {number}: no end of streams {string.Join(", ", owed)}");
            }
        })));
        do
        {
            await healthy.CallAsync();
        }
        while (!fuzzers.IsCompleted);

        await fuzzers;
        await healthy.CallAsync();
        return (connection + 1 - firstConnection, sent);
    }

    /// <summary>Waits until the server has nothing open and checks that it holds nothing of the calls it had.</summary>
    private static async Task<(int Calls, long Heap)> SettleAsync(EchoServer server, int seed)
    {
        await server.Calls.BecomesAsync(0, $"seed {seed}: calls after all clients left");
        await server.Connections.BecomesAsync(0, $"seed {seed}: connections after all clients left");
        var (seen, held) = server.CollectContexts();
        Assert.True(held == 0, $"seed {seed}: {held} of {seen} contexts are still held");
        return (seen, GC.GetTotalMemory(forceFullCollection: true));
    }

    // Of its own, since HashCode.Combine differs from process to process.
    private static int HashCode(int seed, int connection) => unchecked((seed * 397) ^ (connection * 7919));
}
