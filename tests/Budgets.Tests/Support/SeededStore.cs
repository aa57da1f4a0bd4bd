using Google.Protobuf.WellKnownTypes;
using Summit.Budgets.Facts;
using Summit.Budgets.Seed;
using Summit.Hosting.Errors;
using Summit.Kernel;
using Summit.Store;
using Summit.Store.Tests;

namespace Summit.Budgets.Tests;

/// <summary>A store with the Paris 2025 figures, one for the whole run: the computations only read.</summary>
internal static class SeededStore
{
    private static readonly Lazy<Task<ResourceStore>> Store = new(async () =>
    {
        var store = await ResourceStore.OpenAsync(new StoreOptions { Database = await Provider.Sqlite.NewDatabaseAsync() }, Types.All);
        await store.CommitAsync(new CommitInfo { Actor = "seed", Method = "seed" }, transaction =>
        {
            new ParisSeed().Load(transaction);
            return new Empty();
        }, CancellationToken.None);
        return store;
    });

    /// <summary>The request, if the handler's check finds nothing wrong with it.</summary>
    public static T Checked<T>(T request, Action<T, Violations> check)
    {
        var violations = new Violations();
        check(request, violations);
        violations.ThrowIfAny();
        return request;
    }

    public static async Task<Held> OpenAsync() =>
        new(await (await Store.Value).ReadAsync(ReadPoint.Latest, CancellationToken.None), Visibility.Published, CancellationToken.None);
}
