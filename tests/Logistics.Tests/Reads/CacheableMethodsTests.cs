using Google.Protobuf;
using Grpc.Core;
using Summit.Api.V1;
using Summit.Client;
using Summit.Logistics.Tests.Assessment;
using Summit.Policy;

namespace Summit.Logistics.Tests.Reads;

/// <summary>
/// What cacheable methods say that they read is what they read, over the wire: a cache keeps an answer for as long as nothing
/// of these types changes. A type too few makes old answers look fresh; a type too many throws good answers away.
/// </summary>
public sealed class CacheableMethodsTests(Services services) : IClassFixture<Services>
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create<byte[]>(b => b, b => b);

    [Fact]
    public void CacheableRequests_TheCatalogue_HasARequestForEveryCacheableMethod() => Assert.Equal(
        MethodCatalog.All.Where(method => method.Reads is not null).Select(method => method.FullName).Order(StringComparer.Ordinal),
        CacheableRequests.All.Select(request => request.Path).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task CacheableMethod_AnsweredOverTheWire_ReadsWhatItsContractNames()
    {
        var faults = new List<string>();
        foreach (var requests in CacheableRequests.All.GroupBy(request => request.Path, request => request.Json))
        {
            var method = MethodCatalog.Get(requests.Key);
            var read = new HashSet<string>(StringComparer.Ordinal);
            foreach (var json in requests)
            {
                var (status, types) = await CallAsync(method, json);
                read.UnionWith(types);
                if (status.StatusCode is not (StatusCode.OK or StatusCode.NotFound))
                {
                    faults.Add($"{method} with {json} ended with {status.StatusCode}: {status.Detail}");
                }
            }

            faults.AddRange(read.Except(method.ReadTypes).Select(type => $"{method} reads {type}, which its `reads` does not name"));
            // What a called method reads depends on what it is asked; only the types that the method names itself must be read.
            faults.AddRange(method.Reads!.Types_.Except(read).Select(type => $"{method} names {type} in its `reads`, and no request of this test reads it"));
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private async Task<(Status Status, string[] Types)> CallAsync(RpcMethod method, string json)
    {
        var request = method.Descriptor.InputType.Parser.ParseJson(json).ToByteArray();
        var call = services.InvokerOf(method.Package).AsyncUnaryCall(
            new Method<byte[], byte[]>(MethodType.Unary, method.Service, method.Descriptor.Name, Bytes, Bytes), null, OptionsFor(method), request);
        try
        {
            await call;
            return (call.GetStatus(), TypesIn(await call.ResponseHeadersAsync));
        }
        catch (RpcException e)
        {
            // An answer without a message has its headers among the trailers.
            return (e.Status, TypesIn(e.Trailers));
        }
    }

    private CallOptions OptionsFor(RpcMethod method) =>
        method.Access!.Roles.Contains(Role.Viewer) ? Services.Patient : services.As(method.Access.Roles[0]).WithDeadline(Services.Patient.Deadline!.Value);

    private static string[] TypesIn(Metadata metadata) =>
        metadata.GetValue(SummitMetadata.ReadTypes)?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
