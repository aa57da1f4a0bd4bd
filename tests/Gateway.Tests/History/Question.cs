using Grpc.Core;
using Grpc.Net.Client;
using Summit.Client;

namespace Summit.Gateway.Tests.History;

/// <summary>Where calls go. One process after another may stand there.</summary>
/// <param name="name">Name in the history.</param>
/// <param name="port">Port on loopback; 0 for none of its own.</param>
/// <param name="invoker">What calls go through; null for a channel to the port.</param>
internal sealed class Endpoint(string name, int port, CallInvoker? invoker = null) : IDisposable
{
    private int _life;

    public string Name { get; } = name;

    public int Port { get; } = port;

    public GrpcChannel Channel { get; } = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

    public CallInvoker Invoker => invoker ?? Channel.CreateCallInvoker();

    /// <summary>Even while one process stands there, odd while it is being replaced.</summary>
    public int Life => Volatile.Read(ref _life);

    public void NextLife() => Interlocked.Increment(ref _life);

    public void Dispose() => Channel.Dispose();
}

/// <summary>A call to be: who asks what, where, and how new the answer must be.</summary>
internal sealed record Question
{
    public const string Package = "summit.nations.v1";

    public required string Client { get; init; }

    public required string Scope { get; init; }

    public required string Token { get; init; }

    public required Endpoint Endpoint { get; init; }

    public OperationKind Kind { get; init; }

    public string Method { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Least { get; init; }

    public bool Strong { get; init; }

    public TimeSpan? HangUpAfter { get; init; }

    public CallOptions Options(CancellationToken cancellationToken)
    {
        var headers = new Metadata { { SummitMetadata.Authorization, $"Bearer {Token}" } };
        if (Least is not null)
        {
            headers.Add(SummitMetadata.MinRevision, Least);
        }

        if (Strong)
        {
            headers.Add(SummitMetadata.Consistency, "strong");
        }

        return new CallOptions(headers, cancellationToken: cancellationToken);
    }
}
