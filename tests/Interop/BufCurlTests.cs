using System.Text.Json;
using Google.Rpc;
using Summit.Policy;

namespace Summit.Interop;

/// <summary><c>buf curl</c> knows nothing of the contracts: all it calls it has read by reflection through the gateway.</summary>
public sealed class BufCurlTests(RunningSystem system)
{
    [Fact]
    public async Task ListServices_ByReflection_NamesEveryServiceOfTheContracts()
    {
        var (code, output, errors) = await CurlAsync("", "--list-services");

        Assert.True(code == 0, errors);
        var listed = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Empty(MethodCatalog.All.Select(m => m.Service).Where(s => s.StartsWith("summit.", StringComparison.Ordinal)).Distinct().Except(listed));
    }

    [Fact]
    public async Task GetNation_ByReflection_Answers()
    {
        var (code, output, errors) = await CurlAsync("summit.nations.v1.NationService/GetNation", "--data", """{"name": "nations/FRA"}""");

        Assert.True(code == 0, errors);
        Assert.Equal("France", JsonDocument.Parse(output).RootElement.GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task CreatePosition_WithToken_IsWritten()
    {
        const string position = """
            {"parent": "nations/FRA", "positionId": "interop-buf", "position": {
              "issue": "issues/troop-deployment", "actor": "government", "stance": "STANCE_SUPPORT", "publishState": "PUBLISH_STATE_PUBLISHED",
              "positionDate": {"year": 2025, "month": 2, "day": 18},
              "source": {"title": "Example", "publisher": "Example", "publishDate": {"year": 2025, "month": 2, "day": 18}}}}
            """;

        var (code, output, errors) = await CurlAsync(
            "summit.nations.v1.PositionService/CreatePosition", "--header", $"authorization: Bearer {system.Token}", "--data", position);

        Assert.True(code == 0, errors);
        Assert.Equal("nations/FRA/positions/interop-buf", JsonDocument.Parse(output).RootElement.GetProperty("name").GetString());
    }

    [Fact]
    public async Task GetNation_Unknown_HasCodeAndDetails()
    {
        var (code, _, errors) = await CurlAsync("summit.nations.v1.NationService/GetNation", "--data", """{"name": "nations/XXX"}""");

        Assert.NotEqual(0, code);
        var error = JsonDocument.Parse(errors).RootElement;
        Assert.Equal("not_found", error.GetProperty("code").GetString());
        var info = error.GetProperty("details").EnumerateArray().Single(d => d.GetProperty("type").GetString() == "google.rpc.ErrorInfo").GetProperty("value").GetString()!;
        Assert.Equal("RESOURCE_NOT_FOUND", ErrorInfo.Parser.ParseFrom(Convert.FromBase64String(info.PadRight((info.Length + 3) / 4 * 4, '='))).Reason);
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("grpcweb")]
    public async Task GetNation_AtTheWebPort_Answers(string protocol)
    {
        var (code, output, errors) = await WebAsync(protocol, """{"name": "nations/FRA"}""");

        Assert.True(code == 0, errors);
        Assert.Equal("France", JsonDocument.Parse(output).RootElement.GetProperty("displayName").GetString());
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("grpcweb")]
    public async Task GetNation_UnknownAtTheWebPort_HasCodeAndReason(string protocol)
    {
        var (code, _, errors) = await WebAsync(protocol, """{"name": "nations/XXX"}""");

        Assert.NotEqual(0, code);
        Assert.Equal("not_found", JsonDocument.Parse(errors).RootElement.GetProperty("code").GetString());
    }

    private Task<(int Code, string Output, string Errors)> WebAsync(string protocol, string data)
    {
        Requires.OrSkip(File.Exists(ForeignProgram.Buf), "buf (npm ci in protos)");
        return ForeignProgram.RunAsync(
            ForeignProgram.Buf, "curl", "--protocol", protocol, "--schema", system.Descriptors, "--data", data, $"http://{system.Web}/summit.nations.v1.NationService/GetNation");
    }

    private Task<(int Code, string Output, string Errors)> CurlAsync(string method, params string[] options)
    {
        Requires.OrSkip(File.Exists(ForeignProgram.Buf), "buf (npm ci in protos)");
        return ForeignProgram.RunAsync(ForeignProgram.Buf, ["curl", "--protocol", "grpc", "--http2-prior-knowledge", .. options, $"http://{system.Address}/{method}".TrimEnd('/')]);
    }
}
