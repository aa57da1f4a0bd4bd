using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Calls;

public sealed class CallTraceTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Parent = $"00-{Trace}-00f067aa0ba902b7-01";

    [Fact]
    public async Task Answer_CallerNamesATrace_NamesTheSameHoweverItWasServed()
    {
        await using var cluster = await Cluster.StartAsync();
        await cluster.Gateway.KnowsAsync((await cluster.Gateway.CreateAsync("FRA", "a")).Revision);
        var traced = cluster.Gateway.As(Role.Viewer, null, ("traceparent", Parent));

        var miss = await cluster.Gateway.GetAsync(Samples.Seeded, traced);
        var passedOn = cluster.Tap.Last("GetPosition").Headers.GetValue("traceparent");
        var hit = await cluster.Gateway.GetAsync(Samples.Seeded, traced);
        var refused = await Served<Position>.OfAsync(cluster.Gateway.Positions.CreatePositionAsync(Samples.Create("FRA", "b", PublishState.Published), traced));

        Assert.Equal(("miss", "hit"), (miss.Cache, hit.Cache));
        Assert.Equal([Trace, Trace], new[] { miss, hit }.Select(s => s.Headers.GetValue(SummitMetadata.TraceId)));
        Assert.StartsWith($"00-{Trace}-", passedOn, StringComparison.Ordinal);
        Assert.Equal((StatusCode.PermissionDenied, Trace), (refused.Error!.StatusCode, refused.Error.TraceId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-00")]
    [InlineData("not a trace")]
    public async Task Answer_CallerNamesNone_NamesANewOneThatTheServiceSees(string? header)
    {
        await using var cluster = await Cluster.StartAsync();
        var options = cluster.Gateway.As(Role.Viewer, null, header is null ? [] : [("traceparent", header)]);

        var served = await cluster.Gateway.ListAsync(options);

        var trace = served.Headers.GetValue(SummitMetadata.TraceId);
        Assert.Matches("^(?!0{32})[0-9a-f]{32}$", trace);
        Assert.StartsWith($"00-{trace}-", cluster.Tap.Last("ListPositions").Headers.GetValue("traceparent"), StringComparison.Ordinal);
    }
}
