using System.CommandLine;
using Grpc.Core;
using Grpc.Net.Client;

namespace Summit.Local;

/// <summary>Where to call and as whom; the same three options on every command that calls.</summary>
internal sealed record Connection(Uri Address, string? Token, TimeSpan Timeout)
{
    private static readonly Option<Uri> AddressOption = new("--address") { Description = "Gateway to call. Default http://127.0.0.1:5080.", DefaultValueFactory = _ => new Uri("http://127.0.0.1:5080") };
    private static readonly Option<string?> TokenOption = new("--token") { Description = "Bearer token, see the token command. Default: the environment variable SUMMIT_TOKEN, or none." };
    private static readonly Option<int> TimeoutOption = new("--timeout") { Description = "Deadline in seconds. Default 30.", DefaultValueFactory = _ => 30 };

    public static void AddOptions(Command command)
    {
        command.Options.Add(AddressOption);
        command.Options.Add(TokenOption);
        command.Options.Add(TimeoutOption);
    }

    public static Connection From(ParseResult parsed) => new(
        parsed.GetRequiredValue(AddressOption),
        parsed.GetValue(TokenOption) ?? Environment.GetEnvironmentVariable("SUMMIT_TOKEN"),
        TimeSpan.FromSeconds(parsed.GetValue(TimeoutOption)));

    public GrpcChannel Open() => GrpcChannel.ForAddress(Address);

    public CallOptions CallOptions(CancellationToken cancellationToken)
    {
        var headers = new Metadata();
        if (!string.IsNullOrEmpty(Token))
        {
            headers.Add("authorization", $"Bearer {Token}");
        }

        return new CallOptions(headers, DateTime.UtcNow + Timeout, cancellationToken);
    }
}
