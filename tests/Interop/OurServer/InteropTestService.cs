using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Summit.Interop;

/// <summary>The service of gRPC's interoperability description.</summary>
internal sealed class InteropTestService : TestService.TestServiceBase
{
    public const string InitialKey = "x-grpc-test-echo-initial";
    public const string TrailingKey = "x-grpc-test-echo-trailing-bin";

    /// <summary>In the response headers it asks the runtime to compress this call.</summary>
    private const string ResponseEncodingKey = "grpc-internal-encoding-request";

    public override async Task<Empty> EmptyCall(Empty request, ServerCallContext context)
    {
        await StartAsync(context);
        return new Empty();
    }

    public override async Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context)
    {
        CheckCompressed(request.ExpectCompressed, ObservedGzip.Decompressed(context) == 1);
        EndIfAsked(request.ResponseStatus);
        context.WriteOptions = Compression(request.ResponseCompressed);
        await StartAsync(context, compress: request.ResponseCompressed is not null);
        return new SimpleResponse { Payload = Zeros(request.ResponseSize) };
    }

    public override async Task<StreamingInputCallResponse> StreamingInputCall(
        IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context)
    {
        await StartAsync(context);
        var sum = 0;
        for (var before = 0; await requestStream.MoveNext(context.CancellationToken); before = ObservedGzip.Decompressed(context))
        {
            CheckCompressed(requestStream.Current.ExpectCompressed, ObservedGzip.Decompressed(context) > before);
            sum += requestStream.Current.Payload.Body.Length;
        }

        return new StreamingInputCallResponse { AggregatedPayloadSize = sum };
    }

    public override async Task StreamingOutputCall(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        await StartAsync(context, compress: request.ResponseParameters.Any(asked => asked.Compressed is not null));
        await AnswerAsync(request, responseStream, context);
    }

    public override async Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await StartAsync(context);
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await AnswerAsync(request, responseStream, context);
        }
    }

    public override async Task HalfDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream,
        IServerStreamWriter<StreamingOutputCallResponse> responseStream,
        ServerCallContext context)
    {
        await StartAsync(context);
        var requests = new List<StreamingOutputCallRequest>();
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            requests.Add(request);
        }

        foreach (var request in requests)
        {
            await AnswerAsync(request, responseStream, context);
        }
    }

    private static async Task AnswerAsync(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context)
    {
        EndIfAsked(request.ResponseStatus);
        foreach (var asked in request.ResponseParameters)
        {
            await Task.Delay(TimeSpan.FromMicroseconds(asked.IntervalUs), context.CancellationToken);
            responseStream.WriteOptions = Compression(asked.Compressed);
            await responseStream.WriteAsync(new StreamingOutputCallResponse { Payload = Zeros(asked.Size) }, context.CancellationToken);
        }
    }

    private static async Task StartAsync(ServerCallContext context, bool compress = false)
    {
        if (context.RequestHeaders.Get(TrailingKey) is { } trailing)
        {
            context.ResponseTrailers.Add(trailing);
        }

        var headers = new Metadata();
        if (context.RequestHeaders.Get(InitialKey) is { } initial)
        {
            headers.Add(initial);
        }

        if (compress)
        {
            headers.Add(ResponseEncodingKey, "gzip");
        }

        if (headers.Count > 0)
        {
            await context.WriteResponseHeadersAsync(headers);
        }
    }

    private static void CheckCompressed(BoolValue? expected, bool compressed)
    {
        if (expected is not null && expected.Value != compressed)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"The message is {(compressed ? "" : "not ")}compressed."));
        }
    }

    private static void EndIfAsked(EchoStatus? status)
    {
        if (status is { Code: not 0 })
        {
            throw new RpcException(new Status((StatusCode)status.Code, status.Message));
        }
    }

    private static WriteOptions Compression(BoolValue? asked) =>
        asked is { Value: true } ? WriteOptions.Default : new WriteOptions(WriteFlags.NoCompress);

    private static Payload Zeros(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };
}
