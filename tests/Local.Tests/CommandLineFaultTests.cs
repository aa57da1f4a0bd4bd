namespace Summit.Local.Tests;

/// <summary>Wrong command lines: one line a fault, naming the option and the value; exit code 2; nothing is started or called.</summary>
public sealed class CommandLineFaultTests
{
    [Theory]
    [InlineData("call summit.nations.v1.NationService/GetNation --timeout 0.001", "--timeout: \"0.001\" is not a number of seconds")]
    [InlineData("assess --timeout 0", "--timeout: \"0\" is not a number of seconds")]
    [InlineData("up --port abc", "--port: \"abc\" is not a port")]
    [InlineData("--port 70000", "--port: \"70000\" is not a port")]
    [InlineData("up --without fleet", "--without: \"fleet\" is not a part")]
    [InlineData("assess --strength abc", "--strength: \"abc\" is not a number of persons")]
    [InlineData("assess --strength 99999999999", "--strength: \"99999999999\" is not a number of persons")]
    [InlineData("assess --dwell NaN", "--dwell: \"NaN\" is not a number of tours")]
    [InlineData("assess --usa maybe", "--usa: \"maybe\" is not one of full-backstop, enablers-only, none, unknown")]
    [InlineData("assess --consent POL=maybe", "--consent: \"POL=maybe\" says \"maybe\", which is neither given nor refused")]
    [InlineData("assess --position DEU=7", "--position: \"DEU=7\" says \"7\", which is not a position")]
    [InlineData("assess --capacity rail=fast", "--capacity: \"rail=fast\" says \"fast\", which is not +20%, -20%, x1.5 or tonnes a day")]
    [InlineData("assess --approval DEU", "--approval: \"DEU\" needs a name and a value with = between them")]
    [InlineData("compare 10000 tour=long", "column \"tour=long\": --tour: \"long\" is not a number of months")]
    [InlineData("compare 10000 25000 --json --csv", "--json and --csv cannot go together")]
    [InlineData("assess --as-of 2025-02-30", "--as-of: \"2025-02-30\" is not a date")]
    [InlineData("assess --address ftp://host", "--address: \"ftp://host\" is not the address of a gateway")]
    [InlineData("assess --address http://host:99999", "--address: \"http://host:99999\" is not the address of a gateway")]
    [InlineData("import cost-factors x.csv --scenario scenarios/0", "kind: \"cost-factors\" is not one of force-elements, offers, positions, prices, transport-arcs, transport-nodes, which go into a scenario")]
    [InlineData("import prices x.csv", "kind: \"prices\" is not one of nato, ")]
    [InlineData("token --role king", "--role: \"king\" is not one of viewer, analyst")]
    [InlineData("token --role delegate", "--nation: a delegate's token names its nation")]
    [InlineData("token --role viewer --nation FRA", "--nation: a delegate's token names its nation")]
    [InlineData("nations --issue", "--issue")]
    [InlineData("conquer", "conquer")]
    public async Task Run_WrongInput_SaysWhatIsWrongInOneLine(string commandLine, string said)
    {
        var (code, output, errors) = await LocalProgram.RunAsync(commandLine.Split(' '));

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(said, Assert.Single(Lines(errors)), StringComparison.Ordinal);
        AssertPlain(errors);
    }

    [Fact]
    public async Task Assess_SeveralWrongOptions_NamesAll()
    {
        var (code, _, errors) = await LocalProgram.RunAsync("assess", "--strength", "many", "--tour", "long", "--usa", "maybe");

        Assert.Equal(2, code);
        Assert.Equal(3, Lines(errors).Length);
        AssertPlain(errors);
    }

    [Fact]
    public async Task Token_FolderOfNoSystem_NamesItAndMakesNoKey()
    {
        using var empty = new TemporaryFolder();

        var (code, output, errors) = await LocalProgram.RunAsync("token", "--role", "secretariat", "--data", empty.Path);

        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.Contains(empty.Path, Assert.Single(Lines(errors)), StringComparison.Ordinal);
        Assert.Contains("the running system", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(empty.Path));
    }

    [Theory]
    [InlineData("""{"name": """, "it is not JSON")]
    [InlineData("""{"nome": 1, "neme": 2}""", "nome: it is not a field")]
    [InlineData("""{"name": 7}""", "name: ")]
    public async Task Call_WrongJson_SaysWhere(string json, string said)
    {
        var (code, _, errors) = await LocalProgram.RunAsync("call", "summit.nations.v1.NationService/GetNation", json);

        Assert.Equal(2, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        AssertPlain(errors);
    }

    [Fact]
    public async Task Call_SeveralWrongFields_NamesThePathOfEach()
    {
        const string json = """{"expenditure": {"year": "20x4", "personnelSharePercent": "33,1", "source": {"confidence": "CONFIDENCE_TOTAL"}}}""";

        var (code, _, errors) = await LocalProgram.RunAsync("call", "summit.budgets.v1.ExpenditureService/CreateExpenditure", json);

        Assert.Equal(2, code);
        foreach (var path in new[]
        {
            "expenditure.year: \"20x4\" is not a whole number",
            "expenditure.personnelSharePercent: \"33,1\" is not a number",
            "expenditure.source.confidence: \"CONFIDENCE_TOTAL\" is not one of CONFIDENCE_UNSPECIFIED, ",
        })
        {
            Assert.Contains(path, errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Assess_NoGateway_SaysHowToStartOne()
    {
        var (code, _, errors) = await LocalProgram.RunAsync("assess", "--address", $"127.0.0.1:{FreePort.Next()}");

        Assert.Equal(1, code);
        Assert.Contains("--address", errors, StringComparison.Ordinal);
        AssertPlain(errors);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void AssertPlain(string errors)
    {
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
    }
}
