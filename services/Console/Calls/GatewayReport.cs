using System.Text.Json;
using Microsoft.Extensions.Options;
using Summit.WebConsole.Settings;

namespace Summit.WebConsole.Calls;

/// <summary>The gateway's status page, as it is.</summary>
internal sealed class GatewayReport(HttpClient client, IOptions<ConsoleOptions> options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The report, or a sentence that says why there is none.</summary>
    public async Task<(JsonElement? Report, string? Missing)> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Status.Length == 0)
        {
            return (null, "The address of the gateway's status page is not configured (Console:Status).");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return (await client.GetFromJsonAsync<JsonElement>(options.Value.Status, patience.Token), null);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or OperationCanceledException)
        {
            return (null, "The gateway's status page does not answer.");
        }
    }
}
