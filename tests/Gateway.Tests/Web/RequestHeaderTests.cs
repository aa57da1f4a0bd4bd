using Microsoft.AspNetCore.Http;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Web;

/// <summary>Headers of requests to the web port: those that count, those that are passed on, too many, and malformed ones.</summary>
public sealed class RequestHeaderTests(WebSystem system) : IClassFixture<WebSystem>
{
    private WebCaller Caller => system.Caller;

    [Theory]
    [InlineData("connect-timeout-ms", "")]
    [InlineData("connect-timeout-ms", "soon")]
    [InlineData("connect-timeout-ms", "-1")]
    [InlineData("connect-timeout-ms", "12345678901")]
    [InlineData("connect-protocol-version", "2")]
    public async Task Header_Malformed_InvalidArgument(string name, string value)
    {
        var answer = await Caller.JsonAsync(WebCaller.Get, """{"name": "nations/FRA/positions/a"}""", (name, value));

        Assert.Equal((400, "invalid_argument"), (answer.Status, answer.Code));
        Assert.Contains(name, answer.Json.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("1", 504)]
    [InlineData("9999999999", 200)]
    public async Task Timeout_AtItsEnds_Holds(string milliseconds, int status)
    {
        await using var service = await RawService.StartAsync(async http =>
        {
            if (status == 504)
            {
                // The service answers when its caller has given up.
                var left = new TaskCompletionSource();
                http.RequestAborted.Register(left.SetResult);
                await left.Task;
            }

            await RawService.AnswerAsync(http, RawService.Frame([]));
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var answer = await caller.JsonAsync("/summit.nations.v1.ChangeService/ProbeRevision", "{}", ("connect-timeout-ms", milliseconds));

        Assert.Equal(status, answer.Status);
        Assert.True(status == 200 || answer.Code == "deadline_exceeded");
    }

    [Fact]
    public async Task Metadata_Repeated_AreAllPassedOn()
    {
        string[] seen = [];
        await using var service = await RawService.StartAsync(http =>
        {
            seen = [.. http.Request.Headers["x-many"].Select(v => v!)];
            http.Response.Headers["x-back"] = new(["1", "2"]);
            http.Response.AppendTrailer("x-last", new(["3", "4"]));
            return RawService.AnswerAsync(http, RawService.Frame([]));
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var answer = await caller.JsonAsync("/summit.nations.v1.ChangeService/ProbeRevision", "{}", ("x-many", "a"), ("x-many", "b"), ("x-data-bin", "AAEC"), ("x-data-bin", "AwQ="));

        Assert.True(answer.Status == 200, answer.ToString());
        Assert.Equal("a,b", string.Join(',', seen).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("1, 2", answer.Header("x-back"));
        Assert.Equal("3, 4", answer.Header("trailer-x-last"));
    }

    [Theory]
    [InlineData("authorization", "Bearer a", "Bearer b")]
    [InlineData("summit-min-revision", "x", "y")]
    [InlineData("content-encoding", "gzip", "gzip")]
    [InlineData("connect-timeout-ms", "1000", "2000")]
    public async Task Metadata_OneThatCountsRepeated_IsNoFaultOfOurs(string name, string first, string second)
    {
        var answer = await Caller.JsonAsync(WebCaller.Get, """{"name": "nations/FRA/positions/a"}""", (name, first), (name, second));

        Assert.InRange(answer.Status, 200, 501);
        Assert.NotEqual(500, answer.Status);
    }

    [Theory]
    [InlineData(40 * 1024, 1)]
    [InlineData(20, 150)]
    public async Task Headers_TooManyOrTooLarge_RefusedAsJson(int length, int count)
    {
        var answer = await Caller.JsonAsync(WebCaller.Get, "{}", [.. Enumerable.Range(0, count).Select(i => ($"x-{i}", new string('a', length)))]);

        Assert.Equal((429, "resource_exhausted"), (answer.Status, answer.Code));
    }
}
