using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Microsoft.AspNetCore.Http;
using Summit.Gateway.Tests.Support;

namespace Summit.Gateway.Tests.Web;

/// <summary>Each gRPC status in each protocol, with code, message and details, from a service whose answer is written by hand.</summary>
public sealed class ErrorCodeTests
{
    private const string Probe = "/summit.nations.v1.ChangeService/ProbeRevision";
    private const string Text = "10 % of \"é\" is\tmissing";

    public static TheoryData<int, string, int> Codes => new()
    {
        { 1, "canceled", 499 }, { 2, "unknown", 500 }, { 3, "invalid_argument", 400 }, { 4, "deadline_exceeded", 504 }, { 5, "not_found", 404 },
        { 6, "already_exists", 409 }, { 7, "permission_denied", 403 }, { 8, "resource_exhausted", 429 }, { 9, "failed_precondition", 400 }, { 10, "aborted", 409 },
        { 11, "out_of_range", 400 }, { 12, "unimplemented", 501 }, { 13, "internal", 500 }, { 14, "unavailable", 503 }, { 15, "data_loss", 500 }, { 16, "unauthenticated", 401 },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Error_OfTheService_SameInEveryProtocol(int code, string name, int http)
    {
        await using var service = await RawService.StartAsync(Failing(code, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1200)) }));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var unary = await caller.JsonAsync(Probe, "{}");
        var stream = await caller.SendAsync("POST", WebCaller.Watch, "application/connect+json", WebCaller.Envelope("{}"u8.ToArray()));
        var web = await caller.SendAsync("POST", Probe, "application/grpc-web", WebCaller.Envelope([]));

        Assert.Equal((http, name, Text), (unary.Status, unary.Code, unary.Json.GetProperty("message").GetString()));
        Assert.Equal("2", unary.Header("retry-after"));
        Assert.Equal("1.200s", unary.Detail("google.rpc.RetryInfo").GetProperty("retryDelay").GetString());
        var error = JsonDocument.Parse(Assert.Single(stream.Envelopes).Message).RootElement.GetProperty("error");
        Assert.Equal((200, name, Text), (stream.Status, error.GetProperty("code").GetString(), error.GetProperty("message").GetString()));
        Assert.Equal((200, code.ToString(CultureInfo.InvariantCulture), Text), (web.Status, web.Header("grpc-status"), Uri.UnescapeDataString(web.Header("grpc-message")!)));
        Assert.NotNull(web.Header("grpc-status-details-bin"));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("many")]
    public async Task Error_NoStatusOfGrpc_IsUnknownOrUnavailable(string code)
    {
        await using var service = await RawService.StartAsync(http =>
        {
            http.Response.ContentType = "application/grpc";
            http.Response.Headers["grpc-status"] = code;
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var answer = await caller.JsonAsync(Probe, "{}");

        Assert.Contains(answer.Code, new[] { "unknown", "unavailable" });
    }

    [Fact]
    public async Task Error_DetailOfUnknownType_IsThereWithoutItsJson()
    {
        await using var service = await RawService.StartAsync(Failing(5, null, new Any { TypeUrl = "type.googleapis.com/other.Thing", Value = ByteString.CopyFromUtf8("x") }));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var detail = (await caller.JsonAsync(Probe, "{}")).Json.GetProperty("details")[0];

        Assert.Equal(("other.Thing", "eA"), (detail.GetProperty("type").GetString(), detail.GetProperty("value").GetString()));
        Assert.False(detail.TryGetProperty("debug", out _));
    }

    [Fact]
    public async Task Answer_IsNoMessage_JsonSaysSo()
    {
        await using var service = await RawService.StartAsync(http => RawService.AnswerAsync(http, RawService.Frame([0xff, 0xff])));
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        var json = await caller.JsonAsync(Probe, "{}");
        var stream = await caller.SendAsync("POST", WebCaller.Watch, "application/connect+json", WebCaller.Envelope("{}"u8.ToArray()));

        Assert.Equal((501, "unimplemented"), (json.Status, json.Code));
        Assert.Contains("\"unimplemented\"", Encoding.UTF8.GetString(stream.Envelopes[^1].Message));
    }

    [Fact]
    public async Task Answer_LargerThanAllowed_ResourceExhausted()
    {
        await using var service = await RawService.StartAsync(http => RawService.AnswerAsync(http, RawService.Frame(new byte[100_000])));
        await using var gateway = await RunningGateway.StartAsync(
            service.Address.ToString(), null, "--Gateway:Web:Port=0", "--Gateway:Cache:MaxAnswerBytes=8192", "--Gateway:Cache:MaxEntryBytes=4096");
        using var caller = new WebCaller(gateway);

        var answer = await caller.SendAsync("POST", Probe, "application/proto", []);

        Assert.Equal((429, "resource_exhausted"), (answer.Status, answer.Code));
    }

    private static RequestDelegate Failing(int code, RetryInfo? retry, params Any[] details) => http =>
    {
        var status = new Google.Rpc.Status { Code = code, Message = Text, Details = { details } };
        if (retry is not null)
        {
            status.Details.Add(Any.Pack(retry));
        }

        http.Response.ContentType = "application/grpc";
        http.Response.Headers["grpc-status"] = $"{code}";
        http.Response.Headers["grpc-message"] = Uri.EscapeDataString(Text);
        http.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray());
        return Task.CompletedTask;
    };
}
