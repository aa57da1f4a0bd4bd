namespace Summit.Interop;

/// <summary>Clients in other languages use our services through our gateway; the cases are in js/cases.js and python/client.py.</summary>
public sealed class ForeignClientTests(RunningSystem system)
{
    private static readonly string Folder = Path.Combine(ForeignProgram.Root, "tests", "Interop");

    public static TheoryData<string, string> AtTheWebPort => CasesOf("connect-node-connect", "connect-node-json", "connect-node-grpcweb");

    public static TheoryData<string, string> InChromium => CasesOf("connect-web", "connect-web-json", "connect-web-grpcweb");

    public static TheoryData<string, string> OurClientInChromium => CasesOf("summit-client", "summit-client-grpcweb");

    [Theory]
    [InlineData("read")]
    [InlineData("pages")]
    [InlineData("write")]
    [InlineData("errors")]
    [InlineData("watch")]
    public Task Case_GrpcJs_Holds(string name) => NodeAsync("grpc-js", name);

    [Theory]
    [InlineData("read")]
    [InlineData("pages")]
    [InlineData("write")]
    [InlineData("errors")]
    [InlineData("watch")]
    public Task Case_ConnectNode_Holds(string name) => NodeAsync("connect-node", name);

    /// <summary>Connect with protobuf and GET for reads, Connect with JSON, and gRPC-Web, all over HTTP/1.1 at the web port.</summary>
    [Theory]
    [MemberData(nameof(AtTheWebPort))]
    public Task Case_ConnectNodeAtTheWebPort_Holds(string client, string name) => NodeAsync(client, name);

    /// <summary>The same three in a headless Chromium, from a page of another origin.</summary>
    [Theory]
    [MemberData(nameof(InChromium))]
    public Task Case_ConnectWebInChromium_Holds(string client, string name)
    {
        Requires.OrSkip(ForeignProgram.HasChromium, "chromium");
        return NodeAsync(client, name);
    }

    /// <summary>The TypeScript client of protos/clients/typescript with both of its protocols, in the same browser.</summary>
    [Theory]
    [MemberData(nameof(OurClientInChromium))]
    public Task Case_SummitClientInChromium_Holds(string client, string name)
    {
        Requires.OrSkip(ForeignProgram.HasChromium, "chromium");
        Requires.OrSkip(ForeignProgram.HasTypeScriptClient, "the built TypeScript client (npm run build in protos/clients/typescript)");
        return NodeAsync(client, name);
    }

    [Fact]
    public Task Explorer_ByKeyboardWideAndNarrow_CallsAndShows()
    {
        Requires.OrSkip(ForeignProgram.HasChromium, "chromium");
        return NodeAsync("chromium", "explorer");
    }

    [Theory]
    [InlineData("read")]
    [InlineData("pages")]
    [InlineData("write")]
    [InlineData("errors")]
    [InlineData("watch")]
    [InlineData("reflection")]
    public Task Case_PythonGrpcio_Holds(string name)
    {
        Requires.OrSkip(ForeignProgram.HasPython, "grpcio for /usr/bin/python3 (python3-grpcio, python3-protobuf)");

        // -B: nothing of a test run stays in the source tree.
        return HoldsAsync(ForeignProgram.Python, "-B", Path.Combine(Folder, "python", "client.py"), system.Address, system.Descriptors, system.Token, name);
    }

    private static TheoryData<string, string> CasesOf(params string[] clients) =>
        [.. clients.SelectMany(client => new[] { "read", "pages", "write", "errors", "watch" }.Select(name => new TheoryDataRow<string, string>(client, name)))];

    private Task NodeAsync(string client, string name)
    {
        Requires.OrSkip(ForeignProgram.HasNode, "node with the packages of tests/Interop/js (npm ci)");
        return HoldsAsync("node", Path.Combine(Folder, "js", "run.js"), client, system.Address, system.Web, system.Descriptors, system.Token, name);
    }

    private static async Task HoldsAsync(string program, params string[] arguments)
    {
        var (code, output, errors) = await ForeignProgram.RunAsync(program, arguments);

        Assert.True(code == 0, output + errors);
    }
}
