using System.CommandLine;
using Grpc.Core;
using Summit.Client;

namespace Summit.Local;

/// <summary>Where to call and as whom; the same options on every command that calls.</summary>
/// <param name="Address">Address of the gateway.</param>
/// <param name="Token">Bearer token; null for none.</param>
/// <param name="Timeout">Deadline of a call; null leaves it to the contract.</param>
internal sealed record Connection(string Address, string? Token = null, TimeSpan? Timeout = null)
{
    private static readonly Option<string> AddressOption = new("--address") { Description = "Gateway to call.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
    private static readonly Option<string?> TokenOption = new("--token") { Description = "Bearer token, see the token command. Default: the environment variable SUMMIT_TOKEN, or none." };
    private static readonly Option<int?> TimeoutOption = new("--timeout") { Description = "Deadline in seconds. Default: what the contract says." };

    static Connection()
    {
        AddressOption.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out _))
            {
                result.AddError("--address must be an address such as http://127.0.0.1:5080.");
            }
        });
        TimeoutOption.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1)
            {
                result.AddError("--timeout must be at least one second.");
            }
        });
    }

    public static void AddOptions(Command command)
    {
        command.Options.Add(AddressOption);
        command.Options.Add(TokenOption);
        command.Options.Add(TimeoutOption);
    }

    public static Connection From(ParseResult parsed) => new(
        parsed.GetRequiredValue(AddressOption),
        parsed.GetValue(TokenOption) ?? Environment.GetEnvironmentVariable("SUMMIT_TOKEN"),
        parsed.GetValue(TimeoutOption) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public SummitChannels Open() => new(new SummitClientOptions { Address = Address, TokenProvider = _ => ValueTask.FromResult(Token) });

    public CallOptions CallOptions(CancellationToken cancellationToken) =>
        new(deadline: Timeout is { } timeout ? DateTime.UtcNow + timeout : null, cancellationToken: cancellationToken);
}
