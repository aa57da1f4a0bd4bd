using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Policy;

namespace Summit.Logistics.Tests.Outliers;

/// <summary>Names and places that nobody can read or find, over the wire, in each of the three services.</summary>
public sealed class OddTextTests(Services services) : IClassFixture<Services>
{
    private const string Source = "\"source\": {\"title\": \"Example table\", \"publisher\": \"Example\", \"publishDate\": {\"year\": 2024, \"month\": 1, \"day\": 31}}";

    [Theory]
    [InlineData("\"displayName\": \" \"", "transport_node.display_name")]
    [InlineData("\"displayName\": \"Ex\\nample\\t\\u0000\"", "transport_node.display_name")]
    [InlineData("\"displayName\": \"Yard \\u202E lanimreT\"", "transport_node.display_name")]
    [InlineData("\"displayName\": \"Yard\", \"location\": {\"latitude\": -90.5, \"longitude\": 360}", "transport_node.location.latitude transport_node.location.longitude")]
    [InlineData("\"displayName\": \"Yard\", \"location\": {\"latitude\": 44081790, \"longitude\": 6001625}", "transport_node.location.latitude transport_node.location.longitude")]
    [InlineData("\"displayName\": \"Yard\", \"location\": {\"latitude\": \"NaN\", \"longitude\": \"Infinity\"}", "transport_node.location.latitude transport_node.location.longitude")]
    public async Task CreateTransportNode_OddNameOrPlace_EveryFaultAtOnce(string odd, string fields)
    {
        var error = await FailureAsync("summit.logistics.v1.TransportNodeService/CreateTransportNode", Node(odd));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(fields, string.Join(' ', error.Violations.Select(v => v.Field)));
    }

    [Fact]
    public async Task CreateTransportNode_HundredCharactersOfTwoUnits_IsAccepted() => await CallAsync(
        "summit.logistics.v1.TransportNodeService/CreateTransportNode",
        Node($"\"displayName\": \"{new StringBuilder().Insert(0, "\U0001F600", 100)}\", \"location\": {{\"latitude\": 90, \"longitude\": -180}}"));

    [Theory]
    [InlineData(
        "summit.nations.v1.IssueService/CreateIssue",
        "{\"issueId\": \"odd\", \"issue\": {\"displayName\": \"Troops\\u0000\", \"question\": \"Send\\u200F?\", \"lowEnd\": \"none\", \"highEnd\": \" \"}}",
        "issue.display_name issue.question issue.high_end")]
    [InlineData(
        "summit.budgets.v1.FundService/CreateFund",
        "{\"fundId\": \"odd\", \"fund\": {\"displayName\": \"Fund\\u2066\", \"currencyCode\": \"EUR\"}}",
        "fund.display_name")]
    [InlineData(
        "summit.logistics.v1.ForceOptionService/CreateForceOption",
        "{\"forceOptionId\": \"odd\", \"forceOption\": {\"description\": \"Large\\u001B[31m\", \"strengthPersons\": \"10\"}}",
        "force_option.description")]
    public async Task Create_NameWithAMark_IsRefusedInEveryService(string method, string json, string fields)
    {
        var error = await FailureAsync(method, json);

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Subset(error.Violations.Select(v => v.Field).ToHashSet(), fields.Split(' ').ToHashSet());
    }

    private static string Node(string fields) =>
        $"{{\"transportNodeId\": \"ex-1\", \"validateOnly\": true, \"transportNode\": {{\"kind\": \"KIND_RAIL_YARD\", \"nation\": \"nations/POL\", {Source}, {fields}}}}}";

    private async Task<SummitRpcException> FailureAsync(string method, string json) =>
        SummitRpcException.From(await Assert.ThrowsAsync<RpcException>(() => CallAsync(method, json)));

    private async Task CallAsync(string name, string json)
    {
        var method = MethodCatalog.Get("/" + name);
        var bytes = Marshallers.Create<byte[]>(b => b, b => b);
        await services.InvokerOf(method.Package).AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, method.Service, method.Descriptor.Name, bytes, bytes),
            null,
            services.As(Role.Secretariat),
            method.Descriptor.InputType.Parser.ParseJson(json).ToByteArray());
    }
}
