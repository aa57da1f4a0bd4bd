using Summit.Store;
using Summit.Store.Tests;

// Started by the tests: works on a store from a process of its own and tells on standard output what happened to it.
if (args is not [var mode, var database, var seed, var count])
{
    await Console.Error.WriteLineAsync("usage: crash|history DATABASE SEED COUNT");
    return 2;
}
await using var store = await ResourceStore.OpenAsync(new StoreOptions { Database = database }, Resources.Types);
await (mode == "crash" ? CrashWorkload.RunAsync(store, int.Parse(seed)) : HistoryWorkload.RunAsync(store, int.Parse(seed), int.Parse(count)));
return 0;
