using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Routing;
using Summit.Policy;

namespace Summit.Hosting.Health;

/// <summary>The gRPC services and methods that this host answers, read from its routes.</summary>
public sealed class MappedServices(EndpointDataSource endpoints)
{
    /// <summary>Full names of the services, in order.</summary>
    public IReadOnlyCollection<string> Names => new SortedSet<string>(Paths.Select(p => p.Split('/')[1]), StringComparer.Ordinal);

    /// <summary>Paths of the methods, <c>/package.Service/Method</c>.</summary>
    public IEnumerable<string> Paths => endpoints.Endpoints
        .Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.FullName)
        .OfType<string>();

    /// <summary>What keeps these methods from being served: no contract, no access, a policy that contradicts itself.</summary>
    internal IEnumerable<string> Problems() => Paths.SelectMany(p =>
        MethodCatalog.TryFind(p, out var method) ? MethodPolicy.Problems(method) : [$"{p} is in no compiled contract"]);
}
