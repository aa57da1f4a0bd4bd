using Summit.Client;
using Summit.Scenarios.Listing;

namespace Summit.Scenarios.CSharp;

/// <summary>Channels to the system as an application opens them.</summary>
internal static class Clients
{
    /// <summary>Over both gateways, turn by turn.</summary>
    public static SummitChannels OverBoth(this Surroundings surroundings, string token) =>
        Open($"static:///{string.Join(',', surroundings.Gateways)}", () => surroundings.Tokens[token]);

    /// <summary>Through one gateway.</summary>
    public static SummitChannels Through(this Surroundings surroundings, int gateway, string token) =>
        Open($"http://{surroundings.Gateways[gateway]}", () => surroundings.Tokens[token]);

    /// <summary>Through an address, with whatever token is current at each call.</summary>
    public static SummitChannels Open(string address, Func<string> token) =>
        new(new SummitClientOptions { Address = address, TokenProvider = _ => new(token()) });
}
