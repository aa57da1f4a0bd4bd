using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Web;

/// <summary>A service with one position and a gateway with a web port, for all tests of a class.</summary>
public sealed class WebSystem : IAsyncLifetime
{
    public Cluster Cluster { get; private set; } = null!;

    public WebCaller Caller { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Cluster = await Cluster.StartAsync("--Gateway:Web:Port=0");
        Caller = new WebCaller(Cluster.Gateway);
        Assert.Null((await Cluster.Gateway.CreateAsync("FRA", "a")).Error);
    }

    public async ValueTask DisposeAsync()
    {
        Caller.Dispose();
        await Cluster.DisposeAsync();
    }
}
