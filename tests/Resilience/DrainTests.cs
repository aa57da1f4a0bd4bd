using Grpc.Core;
using Grpc.Reflection.V1;
using Npgsql;
using Summit.Api.V1;
using Summit.Changes.V1;
using Summit.Client;
using Summit.Gateway.Tests.Support;
using Summit.Nations.V1;

namespace Summit.Resilience.Tests;

/// <summary>A host that is told to end waits for its calls and for nothing else. The order of events is asserted, not their time.</summary>
[Collection(SystemCollection.Name)]
public sealed class DrainTests(ReplicatedSystem system)
{
    [Theory]
    [InlineData("gateway-1")]
    [InlineData("nations-1")]
    public async Task Terminated_StreamsAndACallUnderWay_StreamsEndAtOnceAndTheProcessWithItsCall(string name)
    {
        var member = system.All.Single(m => m.Name == name);
        var token = new CallOptions(new Metadata { { SummitMetadata.Authorization, $"Bearer {system.Token(Role.Delegate, "FRA")}" } });
        var channel = member.Endpoint.Channel;
        using var watch = new ChangeService.ChangeServiceClient(channel).WatchChanges(new WatchChangesRequest(), token);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        using var reflection = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(token);
        await reflection.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "*" });
        Assert.True(await reflection.ResponseStream.MoveNext(CancellationToken.None));

        await using var source = NpgsqlDataSource.Create(system.Database("nations"));
        await using var connection = await source.OpenConnectionAsync();
        var held = await HoldWritesAsync(connection);
        var position = Samples.Create("FRA", $"drain-{name}", PublishState.Published);
        var write = new PositionService.PositionServiceClient(channel).CreatePositionAsync(position, token).ResponseAsync;
        await Eventually.HoldsAsync("the write waits for the store", () => IsWaitingAsync(source));

        var gone = member.TerminateAsync();
        Assert.Equal("SHUTTING_DOWN", await EndOfAsync(watch.ResponseStream));
        Assert.Equal("SHUTTING_DOWN", await EndOfAsync(reflection.ResponseStream));
        Assert.False(gone.IsCompleted);

        await held.CommitAsync();
        Assert.EndsWith($"drain-{name}", (await write).Name, StringComparison.Ordinal);
        await gone;
        await member.ReplaceAsync();
        await system.WorksAsync();
    }

    // The store's commits wait for this row.
    private static async Task<NpgsqlTransaction> HoldWritesAsync(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("SELECT revision FROM counter FOR UPDATE", connection, transaction);
        await command.ExecuteScalarAsync();
        return transaction;
    }

    private static async Task<bool> IsWaitingAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = 'nations' AND wait_event_type = 'Lock'");
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }

    private static async Task<string> EndOfAsync<T>(IAsyncStreamReader<T> stream)
    {
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await stream.MoveNext(CancellationToken.None))
            {
            }
        });
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        return SummitRpcException.From(end).Reason;
    }
}
