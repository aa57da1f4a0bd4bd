using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Summit.Changes.V1;
using Summit.Nations.V1;

namespace Summit.Client.Tests.Calls;

/// <summary>A service on a real Kestrel that does what a test tells it, and keeps what it was sent.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app, Behaviour behaviour)
    {
        _app = app;
        Behaviour = behaviour;
    }

    public Behaviour Behaviour { get; }

    public string Address => _app.Urls.First();

    public int Port => new Uri(Address).Port;

    public static async Task<TestServer> StartAsync()
    {
        var behaviour = new Behaviour();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(behaviour);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<Positions>();
        app.MapGrpcService<Feed>();
        await app.StartAsync();
        return new TestServer(app, behaviour);
    }

    public ServiceProvider Clients(Action<SummitClientOptions>? configure = null) => new ServiceCollection()
        .AddSummitClients(o =>
        {
            o.Address = Address;
            o.InitialBackoff = TimeSpan.FromMilliseconds(1);
            o.ConnectTimeout = TimeSpan.FromSeconds(60);
            configure?.Invoke(o);
        })
        .BuildServiceProvider();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>An error as the services send it.</summary>
    public static RpcException Error(StatusCode code, string reason, params IMessage[] details)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = "no", Details = { Any.Pack(new ErrorInfo { Reason = reason, Domain = "summit", Metadata = { ["etag"] = "2@x" } }) } };
        status.Details.AddRange(details.Select(Any.Pack));
        return new RpcException(new Grpc.Core.Status(code, "no"), new Metadata { { SummitMetadata.StatusDetails, status.ToByteArray() } });
    }

    private sealed class Positions(Behaviour behaviour) : PositionService.PositionServiceBase
    {
        public override Task<Position> GetPosition(GetPositionRequest request, ServerCallContext context) => AnswerAsync(request, context, new Position { Name = request.Name });

        public override Task<Position> CreatePosition(CreatePositionRequest request, ServerCallContext context) => AnswerAsync(request, context, request.Position ?? new Position());

        public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context)
        {
            var page = request.PageToken.Length == 0 ? 0 : int.Parse(request.PageToken);
            return AnswerAsync(request, context, new ListPositionsResponse
            {
                Positions = { new Position { Name = $"p{2 * page}" }, new Position { Name = $"p{2 * page + 1}" } },
                NextPageToken = page == 2 ? "" : $"{page + 1}",
            });
        }

        private async Task<T> AnswerAsync<T>(IMessage request, ServerCallContext context, T answer)
        {
            behaviour.Seen.Enqueue((request, context.RequestHeaders, context.Deadline));
            if (behaviour.Failures.TryDequeue(out var failure))
            {
                throw failure;
            }

            if (behaviour.Revisions.TryDequeue(out var revision))
            {
                await context.WriteResponseHeadersAsync(new Metadata { { SummitMetadata.Revision, revision }, { SummitMetadata.TraceId, new string('a', 32) } });
            }

            return answer;
        }
    }

    private sealed class Feed(Behaviour behaviour) : ChangeService.ChangeServiceBase
    {
        public override async Task WatchChanges(WatchChangesRequest request, IServerStreamWriter<WatchChangesResponse> responseStream, ServerCallContext context)
        {
            behaviour.Seen.Enqueue((request, context.RequestHeaders, context.Deadline));
            var next = request.AfterRevision.Length == 0 ? 1 : int.Parse(request.AfterRevision.Split('@')[0]) + 1;
            await responseStream.WriteAsync(new WatchChangesResponse { Revision = $"{next}@x" });
            if (behaviour.Failures.TryDequeue(out var failure))
            {
                throw failure;
            }
        }
    }
}

internal sealed class Behaviour
{
    /// <summary>Thrown by the next calls, one each.</summary>
    public ConcurrentQueue<RpcException> Failures { get; } = new();

    /// <summary>What the next answers say they read, one each.</summary>
    public ConcurrentQueue<string> Revisions { get; } = new();

    public ConcurrentQueue<(IMessage Request, Metadata Headers, DateTime Deadline)> Seen { get; } = new();
}
