using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Testing;

namespace Summit.Interop.OurClient;

/// <summary>The cases with our client; the streaming ones are in the other part.</summary>
internal sealed partial class InteropClient(GrpcChannel channel, bool probe)
{
    private const int RequestSize = 271828;
    private const int ResponseSize = 314159;

    private static readonly (string Key, string Value) Initial = ("x-grpc-test-echo-initial", "test_initial_metadata_value");
    private static readonly (string Key, byte[] Value) Trailing = ("x-grpc-test-echo-trailing-bin", [0xab, 0xab, 0xab]);
    private static readonly WriteOptions Uncompressed = new(WriteFlags.NoCompress);

    private readonly TestService.TestServiceClient _service = new(channel);

    public static Task RunAsync(GrpcChannel channel, string name, bool probe)
    {
        var client = new InteropClient(channel, probe);
        return name switch
        {
            "empty_unary" => client.EmptyUnaryAsync(),
            "large_unary" => client.LargeUnaryAsync(),
            "client_streaming" => client.ClientStreamingAsync(),
            "server_streaming" => client.ServerStreamingAsync(),
            "ping_pong" => client.PingPongAsync(),
            "empty_stream" => client.EmptyStreamAsync(),
            "client_compressed_unary" => client.ClientCompressedUnaryAsync(),
            "server_compressed_unary" => client.ServerCompressedUnaryAsync(),
            "client_compressed_streaming" => client.ClientCompressedStreamingAsync(),
            "server_compressed_streaming" => client.ServerCompressedStreamingAsync(),
            "custom_metadata" => client.CustomMetadataAsync(),
            "status_code_and_message" => client.StatusCodeAndMessageAsync(),
            "special_status_message" => client.SpecialStatusMessageAsync(),
            "unimplemented_method" => client.UnimplementedMethodAsync(),
            "unimplemented_service" => UnimplementedServiceAsync(channel),
            "cancel_after_begin" => client.CancelAfterBeginAsync(),
            "cancel_after_first_response" => client.CancelAfterFirstResponseAsync(),
            "timeout_on_sleeping_server" => client.TimeoutOnSleepingServerAsync(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "Not a case of this client."),
        };
    }

    private async Task EmptyUnaryAsync() => Assert.Equal(new Empty(), await _service.EmptyCallAsync(new Empty(), Options()));

    private async Task LargeUnaryAsync() => AssertZeros(ResponseSize, (await _service.UnaryCallAsync(Large(), Options())).Payload);

    private async Task ClientCompressedUnaryAsync()
    {
        var compressed = Large();
        compressed.ExpectCompressed = new BoolValue { Value = true };
        if (probe)
        {
            await FailsAsync(StatusCode.InvalidArgument, () => _service.UnaryCallAsync(compressed, Gzip().WithWriteOptions(Uncompressed)));
        }

        AssertZeros(ResponseSize, (await _service.UnaryCallAsync(compressed, Gzip())).Payload);

        var plain = Large();
        plain.ExpectCompressed = new BoolValue { Value = false };
        AssertZeros(ResponseSize, (await _service.UnaryCallAsync(plain, Gzip().WithWriteOptions(Uncompressed))).Payload);
    }

    private async Task ServerCompressedUnaryAsync()
    {
        foreach (var value in new[] { true, false })
        {
            var request = Large();
            request.ResponseCompressed = new BoolValue { Value = value };
            AssertZeros(ResponseSize, (await _service.UnaryCallAsync(request, Options())).Payload);
        }
    }

    private async Task CustomMetadataAsync()
    {
        using var unary = _service.UnaryCallAsync(Large(), WithEcho());
        AssertZeros(ResponseSize, (await unary).Payload);
        AssertEchoed(await unary.ResponseHeadersAsync, unary.GetTrailers());

        using var duplex = _service.FullDuplexCall(WithEcho());
        await duplex.RequestStream.WriteAsync(Ask(RequestSize, ResponseSize));
        await duplex.RequestStream.CompleteAsync();
        AssertZeros(ResponseSize, Assert.Single(await duplex.ResponseStream.ReadAllAsync().ToListAsync()).Payload);
        AssertEchoed(await duplex.ResponseHeadersAsync, duplex.GetTrailers());
    }

    private async Task StatusCodeAndMessageAsync()
    {
        var status = new EchoStatus { Code = (int)StatusCode.Unknown, Message = "test status message" };
        var unary = new SimpleRequest { ResponseStatus = status };
        var error = await FailsAsync(StatusCode.Unknown, () => _service.UnaryCallAsync(unary, Options()));
        Assert.Equal(status.Message, error.Status.Detail);

        using var duplex = _service.FullDuplexCall(Options());
        await duplex.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseStatus = status });
        await duplex.RequestStream.CompleteAsync();
        error = await FailsAsync(StatusCode.Unknown, () => duplex.ResponseStream.MoveNext());
        Assert.Equal(status.Message, error.Status.Detail);
    }

    private async Task SpecialStatusMessageAsync()
    {
        const string Message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
        var request = new SimpleRequest { ResponseStatus = new EchoStatus { Code = (int)StatusCode.Unknown, Message = Message } };
        var error = await FailsAsync(StatusCode.Unknown, () => _service.UnaryCallAsync(request, Options()));
        Assert.Equal(Message, error.Status.Detail);
    }

    private Task<RpcException> UnimplementedMethodAsync() =>
        FailsAsync(StatusCode.Unimplemented, () => _service.UnimplementedCallAsync(new Empty(), Options()));

    private static Task<RpcException> UnimplementedServiceAsync(GrpcChannel channel)
    {
        var client = new UnimplementedService.UnimplementedServiceClient(channel);
        return FailsAsync(StatusCode.Unimplemented, () => client.UnimplementedCallAsync(new Empty(), Options()));
    }

    /// <summary>A case that hangs is a failure with a name, not a hung suite.</summary>
    private static CallOptions Options(CancellationToken cancellationToken = default) =>
        new(deadline: DateTime.UtcNow.AddSeconds(30), cancellationToken: cancellationToken);

    private static CallOptions Gzip() => Options().WithHeaders(new Metadata { { "grpc-internal-encoding-request", "gzip" } });

    private static CallOptions WithEcho() =>
        Options().WithHeaders(new Metadata { { Initial.Key, Initial.Value }, { Trailing.Key, Trailing.Value } });

    private static void AssertEchoed(Metadata headers, Metadata trailers)
    {
        Assert.Equal(Initial.Value, headers.GetValue(Initial.Key));
        Assert.Equal(Trailing.Value, trailers.GetValueBytes(Trailing.Key));
    }

    private static SimpleRequest Large() => new() { ResponseSize = ResponseSize, Payload = Zeros(RequestSize) };

    private static Payload Zeros(int size) => new() { Body = Google.Protobuf.ByteString.CopyFrom(new byte[size]) };

    private static void AssertZeros(int size, Payload payload)
    {
        Assert.Equal(size, payload.Body.Length);
        Assert.False(payload.Body.Span.ContainsAnyExcept((byte)0));
    }

    private static Task<RpcException> FailsAsync<T>(StatusCode code, Func<AsyncUnaryCall<T>> start) =>
        FailsAsync(code, async () => await start());

    private static async Task<RpcException> FailsAsync(StatusCode code, Func<Task> action)
    {
        var error = await Assert.ThrowsAsync<RpcException>(action);
        Assert.True(code == error.StatusCode, $"Expected {code}, got {error.Status}");
        return error;
    }
}
