namespace Summit.Scenarios.Listing;

/// <summary>What a program is told of the system that it calls, as JSON in a file.</summary>
/// <param name="Id">The program's language; stands for <c>{id}</c> in requests, so that programs write under different names.</param>
/// <param name="Gateways">Addresses of the two gateways for gRPC, <c>host:port</c>.</param>
/// <param name="Web">Their addresses for Connect and gRPC-Web, <c>host:port</c>.</param>
/// <param name="Nobody">An address where nobody listens, <c>host:port</c>.</param>
/// <param name="Tokens">Tokens by the names in the list. <c>forged</c> is not one.</param>
/// <param name="Scenarios">Path of the list.</param>
internal sealed record Surroundings(
    string Id, IReadOnlyList<string> Gateways, IReadOnlyList<string> Web, string Nobody, IReadOnlyDictionary<string, string> Tokens, string Scenarios);
