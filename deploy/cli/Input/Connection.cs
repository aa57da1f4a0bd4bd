using System.CommandLine;
using Grpc.Core;
using Summit.Client;

namespace Summit.Cli.Input;

/// <summary>The address and the credentials of calls: the same options for every command that makes calls.</summary>
/// <param name="Address">Address of the gateway.</param>
/// <param name="Token">Bearer token; null for none.</param>
/// <param name="Timeout">Deadline of a call; null uses the contract's default.</param>
internal sealed record Connection(string Address, string? Token, TimeSpan? Timeout)
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>One day. No answer of this system takes longer.</summary>
    private const int MostSeconds = 86_400;

    private static readonly Option<string?> AddressOption = new("--address")
    {
        Description = $"Gateway to call, host:port or http://host:port. Default: {DefaultAddress}.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.PathAndQuery == "/")
            {
                return address;
            }

            result.AddError($"--address: \"{text}\" is not the address of a gateway. Give one such as {DefaultAddress}.");
            return null;
        },
    };

    private static readonly Option<string?> TokenOption = new("--token") { Description = "Bearer token, see the token command. Default: the environment variable SUMMIT_TOKEN, or none." };

    private static readonly Option<int?> TimeoutOption =
        Numbers.Whole("--timeout", "a number of seconds", "Deadline of a call in seconds. Default: what the contract says.", least: 1, most: MostSeconds);

    public static void AddOptions(Command command)
    {
        command.Options.Add(AddressOption);
        command.Options.Add(TokenOption);
        command.Options.Add(TimeoutOption);
    }

    public static Connection From(ParseResult parsed) => new(
        parsed.GetValue(AddressOption) ?? DefaultAddress,
        parsed.GetValue(TokenOption) ?? Environment.GetEnvironmentVariable("SUMMIT_TOKEN"),
        parsed.GetValue(TimeoutOption) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public SummitChannels Open() => new(new SummitClientOptions { Address = Address, TokenProvider = _ => ValueTask.FromResult(Token) });

    public CallOptions CallOptions(CancellationToken cancellationToken) =>
        new(deadline: Timeout is { } timeout ? DateTime.UtcNow + timeout : null, cancellationToken: cancellationToken);
}
