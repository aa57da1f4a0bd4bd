using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Summit.Api.V1;
using Summit.Budgets;
using Summit.Client;
using Summit.Client.Identity;
using Summit.Data.V1;
using Summit.Hosting;
using Summit.Logistics;
using Summit.Nations;
using Summit.Store;

namespace Summit.Import.Tests;

/// <summary>One service in this process, on free ports, over a store of its own, with the Paris data or empty.</summary>
public sealed class AreaHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("summit-import-").FullName;
    private readonly string _area;
    private SummitHost _host = null!;
    private GrpcChannel _channel = null!;

    private AreaHost(string area) => _area = area;

    public static string[] Areas => ["nations", "budgets", "logistics"];

    public ChannelBase Channel => _channel;

    public ResourceStore Store => _host.Services.GetRequiredService<ResourceStore>();

    public static async Task<AreaHost> StartAsync(string area, bool seeded = true)
    {
        var host = new AreaHost(area);
        string[] args =
        [
            "--environment=Development", $"--Summit:Database={Path.Combine(host._folder, "store.db")}", $"--Summit:Identity:DevelopmentKeyFile={host.KeyFile}",
            "--Summit:Shutdown:Notice=0", .. seeded ? ["--Summit:Seed=paris-2025"] : Array.Empty<string>(),
        ];
        host._host = (area switch
        {
            "nations" => NationsHost.CreateBuilder(args),
            "budgets" => BudgetsHost.CreateBuilder(args),
            _ => LogisticsHost.CreateBuilder(args),
        }).Build();
        await host._host.StartAsync();
        host._channel = GrpcChannel.ForAddress(host._host.Address);
        return host;
    }

    public CallOptions As(Role role, string? nation = null, string? subject = null) => new(
        role == Role.Viewer ? [] : new Metadata { { SummitMetadata.Authorization, $"Bearer {DevelopmentIssuer.Open(KeyFile).Mint(role, nation, subject: subject)}" } },
        DateTime.UtcNow.AddMinutes(4), TestContext.Current.CancellationToken);

    /// <summary>Imports a file, in messages of a few kilobytes.</summary>
    public async Task<ImportRowsResponse> ImportAsync(byte[] file, ImportRowsRequest? first = null, CallOptions? options = null, int partBytes = 10_000)
    {
        using var call = _channel.CreateCallInvoker().AsyncClientStreamingCall(Import, null, options ?? As(Role.Secretariat));
        for (var at = 0; at == 0 || at < file.Length; at += partBytes)
        {
            var part = at == 0 ? first?.Clone() ?? new ImportRowsRequest() : new ImportRowsRequest();
            part.Data = ByteString.CopyFrom(file.AsSpan(at, Math.Min(partBytes, file.Length - at)));
            await call.RequestStream.WriteAsync(part);
        }

        await call.RequestStream.CompleteAsync();
        return await call.ResponseAsync;
    }

    /// <summary>Exports a type.</summary>
    public async Task<(ExportRowsResponse First, byte[] File)> ExportAsync(ExportRowsRequest request, CallOptions? options = null)
    {
        using var call = _channel.CreateCallInvoker().AsyncServerStreamingCall(Export, null, options ?? As(Role.Secretariat), request);
        ExportRowsResponse? first = null;
        using var bytes = new MemoryStream();
        await foreach (var part in call.ResponseStream.ReadAllAsync())
        {
            first ??= part;
            part.Data.WriteTo(bytes);
        }

        return (first!, bytes.ToArray());
    }

    /// <summary>Writes to the store past every rule.</summary>
    public Task StoreAsync(Action<Transaction> write, string actor = "test") => Store.CommitAsync(new CommitInfo { Actor = actor, Method = "test" }, transaction =>
    {
        write(transaction);
        return new Empty();
    }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string KeyFile => Path.Combine(_folder, "key");

    private string Package => $"summit.{_area}.v1";

    private Method<ImportRowsRequest, ImportRowsResponse> Import =>
        new(MethodType.ClientStreaming, $"{Package}.ImportService", "ImportRows", Marshaller(ImportRowsRequest.Parser), Marshaller(ImportRowsResponse.Parser));

    private Method<ExportRowsRequest, ExportRowsResponse> Export =>
        new(MethodType.ServerStreaming, $"{Package}.ExportService", "ExportRows", Marshaller(ExportRowsRequest.Parser), Marshaller(ExportRowsResponse.Parser));

    private static Marshaller<T> Marshaller<T>(MessageParser<T> parser)
        where T : IMessage<T> => Marshallers.Create(message => message.ToByteArray(), parser.ParseFrom);
}
