using Grpc.Core;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Summit.Interop;

namespace Summit.GrpcTests.Wire;

public sealed class MetadataTests
{
    private static Task<TestHost> StartAsync(TestMethods methods) => TestHost.StartAsync(app => app.MapGrpcService(methods.Definition()));

    [Fact]
    public async Task RequestHeaders_Repeated_ArriveInOrder()
    {
        Metadata? seen = null;
        await using var host = await StartAsync(new TestMethods { Empty = (_, context) => Answer(seen = context.RequestHeaders) });
        var headers = new Metadata { { "a", "1" }, { "A", "2" }, { "b-bin", [1, 2, 3] }, { "b-bin", [] }, { "b-bin", [255] } };
        await host.Client().EmptyCallAsync(new Empty(), headers);

        // SocketsHttpHandler joins what repeats, which HTTP allows; binary values come apart again.
        Assert.Equal("1, 2", seen!.GetValue("a"));
        Assert.Equal([[1, 2, 3], [], [255]], seen.GetAll("b-bin").Select(entry => entry.ValueBytes));
    }

    [Theory]
    [InlineData("AQID", 1)]
    [InlineData("AQI=", 1)]
    [InlineData("AQI", 1)]
    [InlineData("AQ==,AQ", 2)]
    [InlineData("AQ , Ag==", 2)]
    public async Task BinaryHeader_PaddedJoinedOrNot_IsDecoded(string value, int count)
    {
        Metadata? seen = null;
        await using var host = await StartAsync(new TestMethods { Empty = (_, context) => Answer(seen = context.RequestHeaders) });
        using var raw = new RawClient(host.Address);
        var answer = await raw.PostAsync("/grpc.testing.TestService/EmptyCall", RawClient.Frame(0, 0), headers => headers.TryAddWithoutValidation("k-bin", value));
        Assert.Equal("0", answer.Status);
        Assert.Equal(count, seen!.GetAll("k-bin").Count());
        Assert.All(seen, entry => Assert.NotEqual("content-type", entry.Key));
    }

    [Fact]
    public async Task Reserved_SentByApplication_AreNotSent()
    {
        await using var host = await StartAsync(new TestMethods
        {
            Empty = async (_, context) =>
            {
                await context.WriteResponseHeadersAsync(new Metadata { { "grpc-status", "5" }, { "content-type", "text/plain" }, { "mine", "1" } });
                context.ResponseTrailers.Add("grpc-status", "5");
                context.ResponseTrailers.Add("grpc-message", "no");
                context.ResponseTrailers.Add("own", "2");
                return new Empty();
            },
        });
        using var call = host.Client().EmptyCallAsync(new Empty(), new Metadata { { "grpc-timeout", "1n" }, { "te", "gzip" } });
        await call;
        Assert.Equal("1", (await call.ResponseHeadersAsync).GetValue("mine"));
        Assert.Equal(["own"], call.GetTrailers().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n")]
    [InlineData("100% %41 %zz %")]
    [InlineData("plain")]
    public async Task StatusMessage_AnyText_Survives(string message)
    {
        await using var host = await StartAsync(new TestMethods { Empty = (_, _) => throw new RpcException(new Status(StatusCode.DataLoss, message)) });
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EmptyCallAsync(new Empty()));
        Assert.Equal(StatusCode.DataLoss, error.StatusCode);
        Assert.Equal(message, error.Status.Detail);
    }

    [Fact]
    public async Task Failure_WithDetails_CarriesThemInTrailers()
    {
        await using var host = await StartAsync(new TestMethods
        {
            Empty = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "gone"), new Metadata { { "grpc-status-details-bin", [8, 5] }, { "extra", "1" } }),
        });
        var error = await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EmptyCallAsync(new Empty()));
        Assert.Equal([8, 5], error.Trailers.GetValueBytes("grpc-status-details-bin"));
        Assert.Equal("1", error.Trailers.GetValue("extra"));
    }

    [Fact]
    public async Task Trailer_ValueThatHttpRefuses_EndsInternal()
    {
        await using var host = await StartAsync(new TestMethods
        {
            Empty = (_, context) =>
            {
                context.ResponseTrailers.Add("bad", "line\nbreak");
                return Answer();
            },
        });
        Assert.Equal(StatusCode.Internal, (await Assert.ThrowsAsync<RpcException>(async () => await host.Client().EmptyCallAsync(new Empty()))).StatusCode);
    }

    [Fact]
    public void Entry_BadKeys_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a b", "1"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a-bin", "1"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a", new byte[1]));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
    }

    private static Task<Empty> Answer(object? _ = null) => Task.FromResult(new Empty());
}
