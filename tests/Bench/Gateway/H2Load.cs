using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Google.Protobuf;

namespace Summit.Bench.Gateway;

/// <summary>Asks one question again and again with nghttp2's h2load, which costs little itself and reuses its connections.</summary>
internal static partial class H2Load
{
    /// <summary>Sends calls at saturation or one at a time.</summary>
    /// <returns>Calls a second.</returns>
    public static async Task<double> RunAsync(int port, string path, IMessage request, string? token, int calls, int streams, params string[] headers)
    {
        var body = Path.GetTempFileName();
        var frame = new byte[5 + request.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        request.WriteTo(frame.AsSpan(5));
        await File.WriteAllBytesAsync(body, frame);
        string[] arguments =
        [
            "-n", $"{calls}", "-c", "1", "-m", $"{streams}", "-d", body, "-H", "content-type: application/grpc", "-H", "te: trailers",
            .. token is null ? Array.Empty<string>() : ["-H", $"authorization: Bearer {token}"], .. headers.SelectMany(h => new[] { "-H", h }),
            $"http://127.0.0.1:{port}{path}",
        ];
        using var process = Process.Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(body);
        if (!output.Contains($"{calls} succeeded", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"calls of {path} on port {port} failed:{Environment.NewLine}{output}");
        }

        return double.Parse(Rate().Match(output).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"([0-9.]+) req/s")]
    private static partial Regex Rate();
}
