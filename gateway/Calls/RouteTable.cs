using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Summit.Gateway.Upstream;
using Summit.Policy;

namespace Summit.Gateway.Calls;

/// <summary>Every method of the compiled contracts. There is no other list of routes.</summary>
internal sealed class RouteTable(ServiceDirectory directory)
{
    // Health and reflection are standard contracts that every host answers for itself.
    private const string Standard = "grpc.";

    private readonly FrozenDictionary<string, MethodRoute> _routes = MethodCatalog.All
        .Where(m => !m.Package.StartsWith(Standard, StringComparison.Ordinal))
        .Select(m => new MethodRoute(m, directory.Find(m.Package)))
        .ToFrozenDictionary(r => r.Path, StringComparer.Ordinal);

    /// <summary>All routes.</summary>
    public IReadOnlyList<MethodRoute> All => _routes.Values;

    /// <summary>Finds the route of a path, <c>/package.Service/Method</c>.</summary>
    public bool TryFind(string path, [NotNullWhen(true)] out MethodRoute? route) => _routes.TryGetValue(path, out route);
}
