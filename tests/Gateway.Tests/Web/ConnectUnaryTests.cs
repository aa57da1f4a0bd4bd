using System.Text.Json;
using Google.Protobuf;
using Summit.Api.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Gateway.Tests.Web;

/// <summary>Unary calls of the Connect protocol: right ones, and how the domain's errors look.</summary>
public sealed class ConnectUnaryTests(WebSystem system) : IClassFixture<WebSystem>
{
    private const string Ask = """{"name": "nations/FRA/positions/a"}""";

    private RunningGateway Gateway => system.Cluster.Gateway;

    private WebCaller Caller => system.Caller;

    [Fact]
    public async Task Json_Read_AnswersCanonicalJson()
    {
        var answer = await Caller.JsonAsync(WebCaller.Get, Ask);

        Assert.Equal((200, "application/json"), (answer.Status, answer.ContentType));
        Assert.Equal(Samples.Seeded, answer.Json.GetProperty("name").GetString());
        Assert.Equal("STANCE_SUPPORT", answer.Json.GetProperty("stance").GetString());
        Assert.False(answer.Json.TryGetProperty("summary", out _)); // Canonical JSON leaves out what has its default.
        Assert.Matches("^[0-9a-f]{32}$", answer.Header(SummitMetadata.TraceId));
        Assert.Null(answer.Header("grpc-status"));
    }

    [Fact]
    public async Task Proto_Read_AnswersTheBytes()
    {
        var answer = await Caller.ProtoAsync(WebCaller.Get, new GetPositionRequest { Name = Samples.Seeded });

        Assert.Equal((200, "application/proto"), (answer.Status, answer.ContentType));
        Assert.Equal(Samples.Seeded, Position.Parser.ParseFrom(answer.Body).Name);
    }

    [Theory]
    [InlineData("""{"name": "nations/FRA/positions/a"}""")]
    [InlineData("""  { "name" : "nations\/FRA\/positions\/\u0061", "readMask": null }  """)]
    public async Task Json_AskedByGrpcBefore_SameCacheEntry(string json)
    {
        await Gateway.GetAsync(Samples.Seeded, default(Grpc.Core.CallOptions));

        var answer = await Caller.JsonAsync(WebCaller.Get, json);

        Assert.Equal("hit", answer.Header(SummitMetadata.Cache));
    }

    [Fact]
    public async Task Grpc_AskedByJsonBefore_SameCacheEntry()
    {
        var request = new ListPositionsRequest { Parent = "nations/-", PageSize = 7, OrderBy = "name desc", ReadAt = new ReadPoint() };
        await Caller.JsonAsync(WebCaller.List, """{"orderBy": "name desc", "read_at": {}, "pageSize": "7", "parent": "nations/-"}""");

        var served = await Served<ListPositionsResponse>.OfAsync(Gateway.Positions.ListPositionsAsync(request));

        Assert.Equal("hit", served.Cache);
    }

    [Fact]
    public async Task Json_Write_IsWrittenAndSeen()
    {
        var create = JsonFormatter.Default.Format(Samples.Create("FRA", "by-json", PublishState.Published));

        var made = await Caller.JsonAsync(WebCaller.Create, create, Bearer(Role.Delegate, "FRA"));
        var read = await Caller.JsonAsync(WebCaller.Get, """{"name": "nations/FRA/positions/by-json"}""");

        Assert.True(made.Status == 200, made.ToString());
        Assert.Equal(made.Json.GetProperty("etag").GetString(), read.Json.GetProperty("etag").GetString());
    }

    [Fact]
    public async Task Json_Unknown_404WithTypedDetails()
    {
        var answer = await Caller.JsonAsync(WebCaller.Get, """{"name": "nations/FRA/positions/none"}""");

        Assert.Equal((404, "application/json", "not_found", "RESOURCE_NOT_FOUND"), (answer.Status, answer.ContentType, answer.Code, answer.Reason));
        Assert.Equal("nations/FRA/positions/none", answer.Detail("google.rpc.ResourceInfo").GetProperty("resourceName").GetString());
        Assert.Equal(answer.Header(SummitMetadata.TraceId), answer.Detail("google.rpc.RequestInfo").GetProperty("requestId").GetString());
        var value = answer.Json.GetProperty("details")[0].GetProperty("value").GetString()!;
        Assert.DoesNotContain("=", value, StringComparison.Ordinal);
        Assert.Equal("RESOURCE_NOT_FOUND", Google.Rpc.ErrorInfo.Parser.ParseFrom(Convert.FromBase64String(value.PadRight((value.Length + 3) / 4 * 4, '='))).Reason);
    }

    [Fact]
    public async Task Json_SeveralWrongFields_AllAtOnceByPath()
    {
        var create = Samples.Create("FRA", "NOT AN ID", PublishState.Published);
        create.Position.PositionDate.Month = 13;

        var answer = await Caller.JsonAsync(WebCaller.Create, JsonFormatter.Default.Format(create), Bearer(Role.Delegate, "FRA"));

        Assert.Equal((400, "invalid_argument"), (answer.Status, answer.Code));
        var fields = answer.Detail("google.rpc.BadRequest").GetProperty("fieldViolations").EnumerateArray().Select(v => v.GetProperty("field").GetString());
        Assert.Equal(["position.position_date", "position_id"], fields.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Json_RoleMayNot_403()
    {
        var answer = await Caller.JsonAsync(WebCaller.Create, "{}", Bearer(Role.Viewer));

        Assert.Equal((403, "permission_denied", "ROLE_NOT_ALLOWED"), (answer.Status, answer.Code, answer.Reason));
    }

    [Fact]
    public async Task Json_NationOfAnother_403BeforeTheServiceIsAsked()
    {
        var answer = await Caller.JsonAsync(WebCaller.Create, """{"parent": "nations/DEU"}""", Bearer(Role.Delegate, "FRA"));

        Assert.Equal((403, "permission_denied", "NATION_NOT_ALLOWED"), (answer.Status, answer.Code, answer.Reason));
    }

    [Fact]
    public async Task Json_TokenInvalid_401WithChallenge()
    {
        var answer = await Caller.JsonAsync(WebCaller.Get, "this is not even JSON", ("authorization", "Bearer nonsense"));

        Assert.Equal((401, "unauthenticated", "Bearer"), (answer.Status, answer.Code, answer.Header("www-authenticate")));
    }

    [Fact]
    public async Task Json_Draft_IsSeenByItsDelegationAlone()
    {
        await Gateway.CreateAsync("FRA", "draft-on-the-web", PublishState.Draft);
        const string ask = """{"name": "nations/FRA/positions/draft-on-the-web"}""";

        Assert.Equal(200, (await Caller.JsonAsync(WebCaller.Get, ask, Bearer(Role.Delegate, "FRA"))).Status);
        Assert.Equal(404, (await Caller.JsonAsync(WebCaller.Get, ask, Bearer(Role.Delegate, "DEU"))).Status);
        Assert.Equal(404, (await Caller.JsonAsync(WebCaller.Get, ask)).Status);
    }

    [Fact]
    public async Task Json_RevisionNotReached_OutOfRange()
    {
        var revision = (await Caller.JsonAsync(WebCaller.Get, Ask)).Header(SummitMetadata.Revision)!;
        var ahead = revision.Replace("=", "=99", StringComparison.Ordinal);

        var answer = await Caller.JsonAsync(WebCaller.Get, Ask, (SummitMetadata.MinRevision, ahead));

        Assert.Equal((400, "out_of_range"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Gzip_BothWays_IsUnderstood()
    {
        for (var i = 0; i < 8; i++)
        {
            await Gateway.CreateAsync("EST", $"filler-{i}");
        }

        var request = WebCaller.Gzip("""{"parent": "nations/EST"}"""u8.ToArray());

        var answer = await Caller.SendAsync("POST", WebCaller.List, "application/json", request, ("content-encoding", "gzip"), ("accept-encoding", "br, gzip"));

        Assert.Equal((200, "gzip"), (answer.Status, answer.Header("content-encoding")));
        Assert.Equal(8, JsonDocument.Parse(WebCaller.Gunzip(answer.Body)).RootElement.GetProperty("positions").GetArrayLength());
    }

    [Fact]
    public async Task Headers_OfTheBrowser_DoNotReachTheService()
    {
        var seen = new Dictionary<string, string>();
        await using var service = await RawService.StartAsync(http =>
        {
            foreach (var (name, values) in http.Request.Headers)
            {
                seen[name.ToLowerInvariant()] = values.ToString();
            }

            return RawService.AnswerAsync(http, RawService.Frame([]));
        });
        await using var gateway = await RunningGateway.StartAsync(service.Address.ToString(), null, "--Gateway:Web:Port=0");
        using var caller = new WebCaller(gateway);

        await caller.JsonAsync(WebCaller.Create, "{}", ("cookie", "a=b"), ("sec-fetch-site", "none"), ("connect-timeout-ms", "4000"), ("x-mine", "1"), ("accept-encoding", "gzip"), ("grpc-encoding", "gzip"));
        await caller.JsonAsync("/summit.nations.v1.ChangeService/ProbeRevision", "{}", ("cookie", "a=b"), ("sec-fetch-site", "none"), ("connect-timeout-ms", "4000"), ("x-mine", "1"), ("accept-encoding", "gzip"), ("grpc-encoding", "gzip"));

        Assert.Equal("1", seen["x-mine"]);
        Assert.Matches("^[34][0-9]{3}m$", seen["grpc-timeout"]);
        Assert.Equal("application/grpc", seen["content-type"]);
        Assert.Empty(seen.Keys.Intersect(["cookie", "sec-fetch-site", "accept-encoding", "connect-timeout-ms", "grpc-encoding"]));
    }

    private (string, string) Bearer(Role role, string? nation = null) => ("authorization", $"Bearer {system.Cluster.Issuer.Mint(role, nation)}");
}
