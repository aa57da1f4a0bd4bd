using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Summit.Hosting.Lifecycle;

namespace Summit.Gateway.Tests.Support;

/// <summary>A server of HTTP/2 whose bytes a test writes by hand, on an address of its own.</summary>
public sealed class RawService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _calls;

    private RawService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public int Port => Address.Port;

    /// <summary>Calls of methods other than the change feed's.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Starts a server.</summary>
    /// <param name="answer">How it answers.</param>
    /// <param name="at">Where it listens; a free port of 127.0.0.1 when null.</param>
    /// <param name="certificate">Its certificate; none: in clear.</param>
    public static async Task<RawService> StartAsync(RequestDelegate answer, IPEndPoint? at = null, (string File, string Key)? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Limits.MinRequestBodyDataRate = null;
            SendWindows.Set(k);
            k.Listen(at ?? new IPEndPoint(IPAddress.Loopback, 0), l =>
            {
                l.Protocols = HttpProtocols.Http2;
                if (certificate is { } own)
                {
                    l.UseHttps(X509Certificate2.CreateFromPemFile(own.File, own.Key));
                }
            });
        });
        var app = builder.Build();
        var service = new RawService(app);
        app.Run(http =>
        {
            if (!http.Request.Path.Value!.Contains("ChangeService", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref service._calls);
            }

            return answer(http);
        });
        await app.StartAsync();
        return service;
    }

    /// <summary>Answers every call with one message, uncompressed.</summary>
    public static RequestDelegate Always(IMessage message) => http => AnswerAsync(http, Frame(message.ToByteArray()));

    public static async Task AnswerAsync(HttpContext http, byte[] framed)
    {
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(framed);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>A message with the five bytes before it.</summary>
    public static byte[] Frame(byte[] message, bool compressed = false)
    {
        var framed = new byte[5 + message.Length];
        framed[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed, 5);
        return framed;
    }

    /// <summary>Ends at once, with whatever was under way, as a killed process does.</summary>
    public Task KillAsync() => _app.StopAsync(new CancellationToken(canceled: true));

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _app.DisposeAsync();
    }
}
