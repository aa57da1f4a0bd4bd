using System.Buffers;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Summit.Bench.Gateway;

/// <summary>The floor: Kestrel with one handler that reads a request and answers fixed bytes of the same size as the real answer.</summary>
internal static class RawFloor
{
    public const string Subject = "_gateway-floor";

    /// <summary>Runs it: port and bytes of the answer.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, int.Parse(arguments[0], CultureInfo.InvariantCulture), l => l.Protocols = HttpProtocols.Http2));
        var answer = new byte[5 + int.Parse(arguments[1], CultureInfo.InvariantCulture)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(answer.AsSpan(1), answer.Length - 5);
        await using var app = builder.Build();
        app.Run(async http =>
        {
            var reader = http.Request.BodyReader;
            while (true)
            {
                var result = await reader.ReadAsync();
                reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }
            }

            http.Response.ContentType = "application/grpc";
            http.Response.BodyWriter.Write(answer);
            http.Response.AppendTrailer("grpc-status", "0");
        });
        await app.RunAsync();
    }
}
