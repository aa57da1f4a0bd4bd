using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Nations.V1;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Summit.Hosting.Tests.Lifecycle;

/// <summary>A host and its PostgreSQL: not there yet, gone, and back.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private static readonly GetPositionRequest Seeded = new() { Name = "nations/FRA/positions/seeded" };
    private PostgresServer _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Requires.OrSkip(PostgresServer.FindPrograms() is not null, "PostgreSQL");
        _server = await PostgresServer.StartNewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Start_DatabaseIsAway_WaitsNotReadyThenLoadsTheSeedAndServes()
    {
        await _server.CrashAsync();
        await using var host = await StartHostAsync();
        var health = new Grpc.Health.V1.Health.HealthClient(host.Channel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (await PageAsync(host, "livez"), await PageAsync(host, "readyz")));
        Assert.Equal(Status.NotServing, (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Stop)).Status);
        using (var status = System.Text.Json.JsonDocument.Parse(await TextAsync(host, "status")))
        {
            Assert.NotEmpty(status.RootElement.GetProperty("waitingFor").GetProperty("store").GetString()!);
        }

        var error = await TestHost.FailureOf(host.Positions.GetPositionAsync(Seeded, cancellationToken: Stop));
        Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (error.StatusCode, error.Reason));

        await _server.StartAsync();

        await Eventually.HoldsAsync("the host is ready", async () => await PageAsync(host, "readyz") == HttpStatusCode.OK);
        Assert.Equal(Seeded.Name, (await host.Positions.GetPositionAsync(Seeded, cancellationToken: Stop)).Name);
        await Eventually.HoldsAsync("the health service says SERVING", async () => (await health.CheckAsync(new HealthCheckRequest(), cancellationToken: Stop)).Status == Status.Serving);
        Assert.False(host.Host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Serving_DatabaseGoesAndComesBack_CallsAreUnavailableThenGoOnAndTheWatchHasNoGap()
    {
        await using var host = await StartHostAsync();
        var changes = new ChangeService.ChangeServiceClient(host.Channel);
        var start = (await changes.ProbeRevisionAsync(new ProbeRevisionRequest(), cancellationToken: Stop)).Revision;
        await host.Positions.CreatePositionAsync(TestHost.Published("FRA", "before"), host.As(Role.Delegate, "FRA"));
        var seen = new List<string>();
        var follow = Task.Run(
            async () =>
            {
                await foreach (var step in SummitWatch.FollowAsync(new WatchChangesRequest { AfterRevision = start }, changes.WatchChanges, cancellationToken: Stop))
                {
                    seen.AddRange(step.Changes.Select(c => c.Name.Split('/')[^1]));
                    if (seen.Contains("after"))
                    {
                        return;
                    }
                }
            },
            Stop);

        await _server.CrashAsync();
        foreach (var call in new Func<Task<SummitRpcException>>[]
        {
            () => TestHost.FailureOf(host.Positions.GetPositionAsync(Seeded, cancellationToken: Stop)),
            () => TestHost.FailureOf(host.Positions.CreatePositionAsync(TestHost.Published("FRA", "lost"), host.As(Role.Delegate, "FRA"))),
        })
        {
            var error = await call();
            Assert.Equal((StatusCode.Unavailable, "STORE_UNAVAILABLE"), (error.StatusCode, error.Reason));
        }

        await _server.StartAsync();
        await Eventually.HoldsAsync("a write is taken again", async () =>
        {
            try
            {
                return (await host.Positions.CreatePositionAsync(TestHost.Published("FRA", "after"), host.As(Role.Delegate, "FRA"))).Name.Length > 0;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                return false;
            }
        });

        await follow.WaitAsync(TimeSpan.FromMinutes(1), Stop);
        Assert.Equal(["before", "after"], seen);
        Assert.Equal(HttpStatusCode.OK, await PageAsync(host, "readyz"));
    }

    private Task<TestHost> StartHostAsync() => TestHost.StartAsync(null, $"--Summit:Database={_server.ConnectionString}", "--Summit:Seed=one");

    private static async Task<HttpStatusCode> PageAsync(TestHost host, string page)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(host.Host.Management, page), Stop);
        return answer.StatusCode;
    }

    private static async Task<string> TextAsync(TestHost host, string page)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(host.Host.Management, page), Stop);
    }
}
