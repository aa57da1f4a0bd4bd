using System.Text.Json;

namespace Summit.Local.Tests;

/// <summary>The commands, against one running system.</summary>
public sealed class CommandLineTests(RunningSystem system)
{
    [Fact]
    public async Task Call_GetNation_PrintsJson()
    {
        var (code, output, errors) = await Run("call", "summit.nations.v1.NationService/GetNation", """{"name": "nations/FRA"}""");

        Assert.True(code == 0, errors);
        Assert.Equal("France", JsonDocument.Parse(output).RootElement.GetProperty("displayName").GetString());
    }

    [Fact]
    public async Task Call_ServerStream_PrintsOneJsonObjectALine()
    {
        var (code, output, errors) = await Run("call", "summit.logistics.v1.AssessmentService/StreamAssessment", """{"assessment": {}}""");

        Assert.True(code == 0, errors);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 1, output);
        Assert.All(lines, line => JsonDocument.Parse(line));
    }

    [Fact]
    public async Task Call_UnknownNation_PrintsReasonAndTrace()
    {
        var (code, _, errors) = await Run("call", "summit.nations.v1.NationService/GetNation", """{"name": "nations/XXX"}""");

        Assert.Equal(1, code);
        Assert.Contains("NotFound", errors, StringComparison.Ordinal);
        Assert.Contains("RESOURCE_NOT_FOUND", errors, StringComparison.Ordinal);
        Assert.Contains("trace", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_UnknownMethod_SuggestsNearOnes()
    {
        var (code, _, errors) = await Run("call", "summit.nations.v1.NationService/FetchNation");

        Assert.Equal(2, code);
        Assert.Contains("GetNation", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assess_BadInput_NamesEveryFaultAtOnceByItsOption()
    {
        var (code, _, errors) = await Run("assess", "--strength", "-5", "--tour", "1", "--overlap", "3", "--nations", "FRA,QQQ");

        Assert.Equal(1, code);
        Assert.Contains("--strength (", errors, StringComparison.Ordinal);
        Assert.Contains("--overlap (", errors, StringComparison.Ordinal);
        Assert.Contains("--nations (", errors, StringComparison.Ordinal);
        Assert.Contains("QQQ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assess_Json_IsAloneOnStandardOutputWithZerosAndFalse()
    {
        var (code, output, errors) = await Run("assess", "--json");

        Assert.True(code == 0, errors);
        var answer = JsonDocument.Parse(output).RootElement;
        Assert.Equal("0", answer.GetProperty("seed").GetString());
        Assert.False(answer.GetProperty("permission").GetProperty("permitted").GetBoolean());
        Assert.Equal(0, answer.GetProperty("question").GetProperty("overlapMonths").GetDouble());
    }

    [Fact]
    public async Task Assess_ForceOptionOnly_AsksAboutItsStrength()
    {
        var (code, output, errors) = await Run("assess", "--json", "--force", "iiss-large");

        Assert.True(code == 0, errors);
        Assert.Equal("60000", JsonDocument.Parse(output).RootElement.GetProperty("question").GetProperty("strengthPersons").GetString());
    }

    [Fact]
    public async Task Assess_AddressWithoutScheme_IsCalled()
    {
        var (code, output, errors) = await LocalProgram.RunAsync("assess", "--address", system.Address["http://".Length..]);

        Assert.True(code == 0, errors);
        Assert.Contains("Verdict", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cli_WithoutTheLauncher_HasTheSameCommands()
    {
        var (code, output, errors) = await LocalProgram.RunAsync(LocalProgram.Cli, ["nations", "--address", system.Address]);

        Assert.True(code == 0, errors);
        Assert.Contains("France", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nations_Lists_PositionsWithTheirSource()
    {
        var (code, output, errors) = await Run("nations");

        Assert.True(code == 0, errors);
        Assert.Contains("France", output, StringComparison.Ordinal);
        Assert.Contains("2025-02-17", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Delegate_MayWriteItsOwnNationOnly()
    {
        var (_, token, _) = await LocalProgram.RunAsync("token", "--role", "delegate", "--nation", "FRA", "--data", system.Data);
        var position = """{"parent": "nations/%", "positionId": "test", "position": {"issue": "issues/troop-deployment", "actor": "government", "stance": "STANCE_SUPPORT", "positionDate": {"year": 2025, "month": 2, "day": 18}, "source": {"title": "t", "publisher": "p", "publishDate": {"year": 2025, "month": 2, "day": 18}}}}""";

        var own = await Run("call", "summit.nations.v1.PositionService/CreatePosition", position.Replace("%", "FRA", StringComparison.Ordinal), "--token", token.Trim());
        var other = await Run("call", "summit.nations.v1.PositionService/CreatePosition", position.Replace("%", "DEU", StringComparison.Ordinal), "--token", token.Trim());

        Assert.True(own.Code == 0, own.Errors);
        Assert.Equal(1, other.Code);
        Assert.Contains("PermissionDenied", other.Errors, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Errors)> Run(params string[] arguments) =>
        LocalProgram.RunAsync([.. arguments, "--address", system.Address]);
}
