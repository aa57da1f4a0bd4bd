using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Summit.Store.Tests;

/// <summary>The suite runs on both providers: each class has one subclass per provider, which makes the stores.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    protected static readonly ResourceType<Position> Positions = Resources.Positions;
    protected static readonly ResourceType<Summit> Summits = Resources.Summits;
    protected static readonly ResourceType[] Types = Resources.Types;

    private readonly List<ResourceStore> _opened = [];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected ResourceStore Store { get; private set; } = null!;

    protected abstract Provider Provider { get; }

    public async ValueTask InitializeAsync() => Store = await OpenAsync(await Provider.NewDatabaseAsync());

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }
        GC.SuppressFinalize(this);
    }

    protected async Task<ResourceStore> OpenAsync(string database, Action<StoreOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new StoreOptions { Database = database };
        configure?.Invoke(options);
        var store = await ResourceStore.OpenAsync(options, Types, time, Cancellation);
        _opened.Add(store);
        return store;
    }

    protected static CommitInfo By(string actor, string requestId = "", string hash = "", bool validateOnly = false) => new()
    {
        Actor = actor,
        Method = "/test/Write",
        Caller = actor,
        RequestId = requestId,
        RequestHash = System.Text.Encoding.UTF8.GetBytes(hash),
        ValidateOnly = validateOnly,
    };

    protected static Position NewPosition(string nation, string id, string title = "", PublishState state = PublishState.Published) =>
        new() { Name = $"nations/{nation}/positions/{id}", Title = title, PublishState = state };

    protected static Summit NewSummit(string id, long counter = 0, string note = "") => new() { Name = "summits/" + id, Counter = counter, Note = note };

    protected Task<Committed<T>> WriteAsync<T>(Func<Transaction, T> body, CommitInfo? info = null)
        where T : class, IMessage<T>, new() => Store.CommitAsync(info ?? By("test"), body, Cancellation);

    protected Task<Committed<Position>> PutAsync(Position position) => WriteAsync(t => t.Put(Positions, position.Clone()));

    protected Task<Committed<Summit>> PutAsync(Summit summit) => WriteAsync(t => t.Put(Summits, summit.Clone()));

    protected Task<Committed<Empty>> DeleteAsync(ResourceType type, string name) => WriteAsync(t =>
    {
        t.Delete(type, name);
        return new Empty();
    });

    protected ValueTask<Snapshot> LatestAsync() => Store.ReadAsync(ReadPoint.Latest, Cancellation);
}
