using System.Collections.Concurrent;
using System.Text.Json;

namespace Summit.Interop;

/// <summary>
/// Clients in other languages use our services through our gateway; the cases are in js/cases.js and python/client.py. A client's
/// program, and its browser, is started once and runs all of its cases.
/// </summary>
public sealed class ForeignClientTests(RunningSystem system)
{
    private static readonly string Folder = Path.Combine(ForeignProgram.Root, "tests", "Interop");
    private static readonly string[] Common = ["read", "pages", "write", "errors", "watch"];
    private static readonly ConcurrentDictionary<string, Lazy<Task<ClientRun>>> Runs = [];

    public static TheoryData<string, string> OnNode => CasesOf("grpc-js", "connect-node");

    public static TheoryData<string, string> AtTheWebPort => CasesOf("connect-node-connect", "connect-node-json", "connect-node-grpcweb");

    public static TheoryData<string, string> InChromium => CasesOf("connect-web", "connect-web-json", "connect-web-grpcweb");

    public static TheoryData<string, string> OurClientInChromium => CasesOf("summit-client", "summit-client-grpcweb");

    public static TheoryData<string> InPython => [.. Common, "reflection"];

    /// <summary>gRPC over HTTP/2.</summary>
    [Theory]
    [MemberData(nameof(OnNode))]
    public Task Case_NodeClient_Holds(string client, string name) => NodeAsync(client, name, Common);

    /// <summary>Connect with protobuf and GET for reads, Connect with JSON, and gRPC-Web, all over HTTP/1.1 at the web port.</summary>
    [Theory]
    [MemberData(nameof(AtTheWebPort))]
    public Task Case_ConnectNodeAtTheWebPort_Holds(string client, string name) => NodeAsync(client, name, Common);

    /// <summary>The same three in a headless Chromium, from a page of another origin.</summary>
    [Theory]
    [MemberData(nameof(InChromium))]
    public Task Case_ConnectWebInChromium_Holds(string client, string name)
    {
        Requires.OrSkip(ForeignProgram.HasChromium, "chromium");
        return NodeAsync(client, name, Common);
    }

    /// <summary>The TypeScript client of protos/clients/typescript with both of its protocols, in the same browser.</summary>
    [Theory]
    [MemberData(nameof(OurClientInChromium))]
    public Task Case_SummitClientInChromium_Holds(string client, string name)
    {
        Requires.OrSkip(ForeignProgram.HasChromium, "chromium");
        Requires.OrSkip(ForeignProgram.HasTypeScriptClient, "the built TypeScript client (npm run build in protos/clients/typescript)");
        return NodeAsync(client, name, Common);
    }

    [Fact]
    public Task Explorer_ByKeyboardWideAndNarrow_CallsAndShows()
    {
        Requires.OrSkip(ForeignProgram.HasChromium, "chromium");
        return NodeAsync("chromium", "explorer", ["explorer"]);
    }

    [Theory]
    [MemberData(nameof(InPython))]
    public Task Case_PythonGrpcio_Holds(string name)
    {
        Requires.OrSkip(ForeignProgram.HasPython, "grpcio for /usr/bin/python3 (python3-grpcio, python3-protobuf)");

        // -B: nothing of a test run stays in the source tree.
        return HoldsAsync(
            "grpcio", name, ForeignProgram.Python, ["-B", Path.Combine(Folder, "python", "client.py"), system.Address, system.Descriptors, system.Token, .. InPython.Select(c => c.Data)]);
    }

    private static TheoryData<string, string> CasesOf(params string[] clients) =>
        [.. clients.SelectMany(client => Common.Select(name => new TheoryDataRow<string, string>(client, name)))];

    private Task NodeAsync(string client, string name, string[] cases)
    {
        Requires.OrSkip(ForeignProgram.HasNode, "node with the packages of tests/Interop/js (npm ci)");
        return HoldsAsync(client, name, "node", [Path.Combine(Folder, "js", "run.js"), client, system.Address, system.Web, system.Descriptors, system.Token, .. cases]);
    }

    private static async Task HoldsAsync(string client, string name, string program, string[] arguments)
    {
        var run = await Runs.GetOrAdd(client, _ => new(() => ClientRun.StartAsync(program, arguments))).Value;

        Assert.True(run.Faults.TryGetValue(name, out var fault), $"The client did not come to this case: {run.Said}");
        Assert.True(fault.Length == 0, fault);
    }

    /// <summary>One run of a client's program.</summary>
    /// <param name="Faults">What is wrong with each case that was run; empty if it holds.</param>
    /// <param name="Said">All that the program printed.</param>
    private sealed record ClientRun(IReadOnlyDictionary<string, string> Faults, string Said)
    {
        public static async Task<ClientRun> StartAsync(string program, string[] arguments)
        {
            var (_, output, errors) = await ForeignProgram.RunAsync(program, arguments);
            var faults = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement)
                .ToDictionary(line => line.GetProperty("case").GetString()!, line => line.GetProperty("fault").GetString()!);
            return new ClientRun(faults, output + errors);
        }
    }
}
