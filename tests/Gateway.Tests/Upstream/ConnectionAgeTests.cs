using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Gateway.Tests.Web;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Upstream;

/// <summary>Watches whose connection ends because it is old, on either side of the gateway.</summary>
public sealed class ConnectionAgeTests
{
    private static readonly string[] Young = ["--Summit:Connections:MaxAge=00:00:00.300", "--Summit:Connections:Grace=00:00:00.300"];
    private static readonly WatchChangesRequest Request = new() { NamesOnly = true, Heartbeat = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(100)) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_CallersConnectionIsOld_EndsWithAReason()
    {
        await using var cluster = await Cluster.StartAsync(Young);

        var error = await EndOfWatchAsync(cluster.Gateway);

        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (error.StatusCode, error.Reason));
        Assert.Contains("connection", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ConnectionToTheServiceIsOld_EndsWithWhereToGoOnAndTheGatewayGoesOn()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.StopServiceAsync();
        await cluster.StartServiceAsync(Young);
        await cluster.Gateway.FollowsAsync();

        var start = (await new ChangeService.ChangeServiceClient(cluster.Gateway.Channel).ProbeRevisionAsync(new ProbeRevisionRequest(), cancellationToken: Stop)).Revision;
        var error = await EndOfWatchAsync(cluster.Gateway, start);
        var created = await cluster.Gateway.CreateAsync("FRA", "after-the-end");

        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (error.StatusCode, error.Reason));
        Assert.Equal(start, error.Facts["revision"]);
        await cluster.Gateway.KnowsAsync(created.Value!.Etag);
    }

    [Fact]
    public async Task Watch_BrowsersConnectionIsOld_TheLastMessageTellsTheReason()
    {
        await using var cluster = await Cluster.StartAsync([.. Young, "--Gateway:Web:Port=0"]);
        using var caller = new WebCaller(cluster.Gateway);

        var answer = await caller.SendAsync("POST", WebCaller.Watch, "application/connect+json", WebCaller.Envelope(Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(Request))));

        Assert.Contains("SHUTTING_DOWN", answer.Text, StringComparison.Ordinal);
    }

    private static async Task<SummitRpcException> EndOfWatchAsync(RunningGateway gateway, string after = "")
    {
        using var watch = new ChangeService.ChangeServiceClient(gateway.Channel).WatchChanges(new WatchChangesRequest(Request) { AfterRevision = after }, cancellationToken: Stop);
        return SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(Stop))
            {
            }
        }));
    }
}
