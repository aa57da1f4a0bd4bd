using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Summit.Bench.Grpc;

/// <summary>What a process has used so far.</summary>
internal readonly record struct Usage(TimeSpan Cpu, long AllocatedBytes)
{
    public static Usage Own()
    {
        using var process = Process.GetCurrentProcess();
        return new Usage(process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
    }

    public static Usage operator -(Usage later, Usage earlier) => new(later.Cpu - earlier.Cpu, later.AllocatedBytes - earlier.AllocatedBytes);
}

/// <summary>The server in a process of its own, so that its costs are not mixed with the client's.</summary>
internal sealed class ServerProcess : IDisposable
{
    public const string Subject = "_grpc-server";

    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        }

        start.ArgumentList.Add(Subject);
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(process, new Uri(address));
    }

    /// <summary>The server's side: an address on the first line, then a line of usage for each line asked.</summary>
    public static async Task RunAsync(string[] arguments)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<EchoCalls>();
        await using var app = builder.Build();
        app.MapGrpcService<EchoCalls>();
        app.MapPost(Floor.Unary, Floor.AnswerUnary);
        app.MapPost(Floor.Stream, Floor.AnswerStream);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        while (await Console.In.ReadLineAsync() is not null)
        {
            var usage = Usage.Own();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{usage.Cpu.Ticks} {usage.AllocatedBytes}"));
        }
    }

    public async Task<Usage> UsageAsync()
    {
        await _process.StandardInput.WriteLineAsync("usage");
        var parts = (await _process.StandardOutput.ReadLineAsync())!.Split(' ');
        return new Usage(new TimeSpan(long.Parse(parts[0], CultureInfo.InvariantCulture)), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
