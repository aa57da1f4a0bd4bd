namespace Summit.Interop;

/// <summary>Clients in other languages use our services through our gateway; the cases are in js/cases.js and python/client.py.</summary>
public sealed class ForeignClientTests(RunningSystem system)
{
    private static readonly string Folder = Path.Combine(ForeignProgram.Root, "tests", "Interop");

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

    private Task NodeAsync(string client, string name)
    {
        Requires.OrSkip(ForeignProgram.HasNode, "node with the packages of tests/Interop/js (npm ci)");
        return HoldsAsync("node", Path.Combine(Folder, "js", "run.js"), client, system.Address, system.Descriptors, system.Token, name);
    }

    private static async Task HoldsAsync(string program, params string[] arguments)
    {
        var (code, output, errors) = await ForeignProgram.RunAsync(program, arguments);

        Assert.True(code == 0, output + errors);
    }
}
