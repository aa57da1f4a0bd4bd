using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Summit.Policy;

/// <summary>
/// All methods of the compiled contracts with their policies. The gateway, the services and the clients use this catalog.
/// </summary>
public static class MethodCatalog
{
    private static readonly FrozenDictionary<string, RpcMethod> ByPath = ContractFiles.All
        .Concat(ContractFiles.Standard)
        .SelectMany(f => f.Services)
        .SelectMany(s => s.Methods)
        .Select(m => new RpcMethod(m))
        .ToFrozenDictionary(m => m.FullName);

    /// <summary>All methods, in no particular order.</summary>
    public static IReadOnlyList<RpcMethod> All => ByPath.Values;

    /// <summary>Finds a method by its path on the wire, <c>/package.Service/Method</c>.</summary>
    public static bool TryFind(string path, [NotNullWhen(true)] out RpcMethod? method) => ByPath.TryGetValue(path, out method);

    /// <summary>Returns a method by its path.</summary>
    /// <exception cref="ArgumentException">No contract contains the method.</exception>
    public static RpcMethod Get(string path) =>
        ByPath.TryGetValue(path, out var method) ? method : throw new ArgumentException($"no compiled contract has the method {path}", nameof(path));
}
