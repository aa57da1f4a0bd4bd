using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;
using Summit.Interop;

namespace Summit.GrpcTests;

public sealed class CallTypesTests
{
    [Fact]
    public async Task EmptyCall_Default_Answers()
    {
        await using var host = await TestHost.StartAsync<InteropTestService>();
        Assert.Equal(new Empty(), await host.Client().EmptyCallAsync(new Empty()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4083)]
    [InlineData(314159)]
    [InlineData(4 * 1024 * 1024 - 64)]
    public async Task UnaryCall_AnySize_ReturnsThatManyBytes(int size)
    {
        await using var host = await TestHost.StartAsync<InteropTestService>();
        var response = await host.Client().UnaryCallAsync(
            new SimpleRequest { ResponseSize = size, Payload = new Payload { Body = ByteString.CopyFrom(new byte[size]) } });
        Assert.Equal(size, response.Payload.Body.Length);
    }

    [Fact]
    public async Task UnaryCall_Blocking_Answers()
    {
        await using var host = await TestHost.StartAsync<InteropTestService>();
        var response = await Task.Run(() => host.Client().UnaryCall(new SimpleRequest { ResponseSize = 3 }));
        Assert.Equal(3, response.Payload.Body.Length);
    }

    [Fact]
    public async Task StreamingOutputCall_FourSizes_ArriveInOrder()
    {
        int[] sizes = [31415, 9, 2653, 58979];
        await using var host = await TestHost.StartAsync<InteropTestService>();
        var request = new StreamingOutputCallRequest { ResponseParameters = { sizes.Select(size => new ResponseParameters { Size = size }) } };
        using var call = host.Client().StreamingOutputCall(request);
        var received = await call.ResponseStream.ReadAllAsync().Select(response => response.Payload.Body.Length).ToListAsync();
        Assert.Equal(sizes, received);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task StreamingInputCall_FourSizes_AreSummed()
    {
        await using var host = await TestHost.StartAsync<InteropTestService>();
        using var call = host.Client().StreamingInputCall();
        foreach (var size in (int[])[27182, 8, 1828, 45904])
        {
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = new Payload { Body = ByteString.CopyFrom(new byte[size]) } });
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(74922, (await call).AggregatedPayloadSize);
    }

    [Fact]
    public async Task FullDuplexCall_PingPong_AlternatesMessages()
    {
        await using var host = await TestHost.StartAsync<InteropTestService>();
        using var call = host.Client().FullDuplexCall();
        foreach (var size in (int[])[31415, 9, 2653, 58979])
        {
            await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseParameters = { new ResponseParameters { Size = size } } });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(size, call.ResponseStream.Current.Payload.Body.Length);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task FullDuplexCall_NothingSent_EndsOk()
    {
        await using var host = await TestHost.StartAsync<InteropTestService>();
        using var call = host.Client().FullDuplexCall();
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task UnimplementedCall_MethodOrService_IsUnimplemented()
    {
        await using var host = await TestHost.StartAsync<InteropTestService>();
        var method = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().UnimplementedCallAsync(new Empty()));
        Assert.Equal(StatusCode.Unimplemented, method.StatusCode);
        var service = new UnimplementedService.UnimplementedServiceClient(host.Channel());
        Assert.Equal(StatusCode.Unimplemented, (await Assert.ThrowsAsync<RpcException>(async () => await service.UnimplementedCallAsync(new Empty()))).StatusCode);
    }
}
