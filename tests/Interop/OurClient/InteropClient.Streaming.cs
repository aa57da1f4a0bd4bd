using Grpc.Core;
using Grpc.Testing;

namespace Summit.Interop.OurClient;

internal sealed partial class InteropClient
{
    private static readonly (int Request, int Response)[] Sizes = [(27182, 31415), (8, 9), (1828, 2653), (45904, 58979)];

    private async Task ClientStreamingAsync()
    {
        using var call = _service.StreamingInputCall(Options());
        foreach (var (size, _) in Sizes)
        {
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Zeros(size) });
        }

        await call.RequestStream.CompleteAsync();
        Assert.Equal(74922, (await call).AggregatedPayloadSize);
    }

    private async Task ClientCompressedStreamingAsync()
    {
        var compressed = new StreamingInputCallRequest { ExpectCompressed = new BoolValue { Value = true }, Payload = Zeros(27182) };
        if (probe)
        {
            await FailsAsync(StatusCode.InvalidArgument, async () =>
            {
                using var lie = _service.StreamingInputCall(Gzip());
                lie.RequestStream.WriteOptions = Uncompressed;
                await lie.RequestStream.WriteAsync(compressed);
                await lie;
            });
        }

        using var call = _service.StreamingInputCall(Gzip());
        await call.RequestStream.WriteAsync(compressed);
        call.RequestStream.WriteOptions = Uncompressed;
        await call.RequestStream.WriteAsync(
            new StreamingInputCallRequest { ExpectCompressed = new BoolValue { Value = false }, Payload = Zeros(45904) });
        await call.RequestStream.CompleteAsync();
        Assert.Equal(73086, (await call).AggregatedPayloadSize);
    }

    private Task ServerStreamingAsync() => ReadOutputAsync([.. Sizes.Select(size => new ResponseParameters { Size = size.Response })]);

    private Task ServerCompressedStreamingAsync() => ReadOutputAsync(
        new ResponseParameters { Size = 31415, Compressed = new BoolValue { Value = true } },
        new ResponseParameters { Size = 92653, Compressed = new BoolValue { Value = false } });

    private async Task ReadOutputAsync(params ResponseParameters[] asked)
    {
        using var call = _service.StreamingOutputCall(new StreamingOutputCallRequest { ResponseParameters = { asked } }, Options());
        var responses = await call.ResponseStream.ReadAllAsync().ToListAsync();
        Assert.Equal(asked.Length, responses.Count);
        foreach (var (response, parameters) in responses.Zip(asked))
        {
            AssertZeros(parameters.Size, response.Payload);
        }

        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private async Task PingPongAsync()
    {
        using var call = _service.FullDuplexCall(Options());
        foreach (var (request, response) in Sizes)
        {
            await call.RequestStream.WriteAsync(Ask(request, response));
            Assert.True(await call.ResponseStream.MoveNext());
            AssertZeros(response, call.ResponseStream.Current.Payload);
        }

        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private async Task EmptyStreamAsync()
    {
        using var call = _service.FullDuplexCall(Options());
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private async Task CancelAfterBeginAsync()
    {
        using var cancellation = new CancellationTokenSource();
        using var call = _service.StreamingInputCall(Options(cancellation.Token));
        await cancellation.CancelAsync();
        await FailsAsync(StatusCode.Cancelled, () => call.ResponseAsync);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    private async Task CancelAfterFirstResponseAsync()
    {
        using var cancellation = new CancellationTokenSource();
        using var call = _service.FullDuplexCall(Options(cancellation.Token));
        await call.RequestStream.WriteAsync(Ask(27182, 31415));
        Assert.True(await call.ResponseStream.MoveNext());
        AssertZeros(31415, call.ResponseStream.Current.Payload);
        await cancellation.CancelAsync();
        await FailsAsync(StatusCode.Cancelled, () => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    private async Task TimeoutOnSleepingServerAsync()
    {
        // On an open connection; otherwise the deadline passes before the server hears of the call.
        await EmptyUnaryAsync();
        using var call = _service.FullDuplexCall(Options().WithDeadline(DateTime.UtcNow.AddMilliseconds(1)));
        try
        {
            await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { Payload = Zeros(27182) });
        }
        catch (Exception error) when (error is RpcException { StatusCode: StatusCode.DeadlineExceeded } or InvalidOperationException)
        {
            // The deadline may pass before the message is out.
        }

        await FailsAsync(StatusCode.DeadlineExceeded, () => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.DeadlineExceeded, call.GetStatus().StatusCode);
    }

    private static StreamingOutputCallRequest Ask(int bodySize, int responseSize) => new()
    {
        ResponseParameters = { new ResponseParameters { Size = responseSize } },
        Payload = Zeros(bodySize),
    };
}
