using static Summit.Store.Tests.Resources;

namespace Summit.Store.Tests;

/// <summary>
/// Writes until it is killed. A transaction writes the same number to two resources, so that half of one would show;
/// what has been acknowledged is told at once.
/// </summary>
public static class CrashWorkload
{
    public const int Writers = 4;

    public static Task RunAsync(ResourceStore store, int seed) => Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
    {
        var random = new Random(HashCode.Combine(seed, w));
        while (true)
        {
            var note = new string('n', random.Next(1, 4000));
            var committed = await store.CommitAsync(
                new CommitInfo { Actor = $"w{w}", Method = "crash" },
                t =>
                {
                    t.Put(Summits, new Summit { Name = $"summits/left-{w}", Counter = Next(t, "left", w), Note = note });
                    return t.Put(Summits, new Summit { Name = $"summits/right-{w}", Counter = Next(t, "right", w), Note = note });
                },
                CancellationToken.None);
            lock (store)
            {
                Console.Out.WriteLine($"{w} {committed.Result.Counter} {committed.Revision.Number}");
                Console.Out.Flush();
            }
        }
    })));

    private static long Next(Transaction t, string side, int writer) => (t.Find(Summits, $"summits/{side}-{writer}")?.Counter ?? 0) + 1;
}
