using Grpc.Core;
using Grpc.Testing;

namespace Summit.GrpcTests;

/// <summary>A service whose methods are given by a test.</summary>
internal sealed class TestMethods : TestService.TestServiceBase
{
    public UnaryServerMethod<Empty, Empty> Empty { get; init; } = (_, _) => Task.FromResult(new Empty());

    public UnaryServerMethod<SimpleRequest, SimpleResponse> Unary { get; init; } = (_, _) => Task.FromResult(new SimpleResponse());

    public ServerStreamingServerMethod<StreamingOutputCallRequest, StreamingOutputCallResponse> Output { get; init; } = (_, _, _) => Task.CompletedTask;

    public ClientStreamingServerMethod<StreamingInputCallRequest, StreamingInputCallResponse> Input { get; init; } =
        (_, _) => Task.FromResult(new StreamingInputCallResponse());

    public DuplexStreamingServerMethod<StreamingOutputCallRequest, StreamingOutputCallResponse> Duplex { get; init; } = (_, _, _) => Task.CompletedTask;

    public ServerServiceDefinition Definition() => TestService.BindService(this);

    public override Task<Empty> EmptyCall(Empty request, ServerCallContext context) => Empty(request, context);

    public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) => Unary(request, context);

    public override Task StreamingOutputCall(
        StreamingOutputCallRequest request, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context) =>
        Output(request, responseStream, context);

    public override Task<StreamingInputCallResponse> StreamingInputCall(IAsyncStreamReader<StreamingInputCallRequest> requestStream, ServerCallContext context) =>
        Input(requestStream, context);

    public override Task FullDuplexCall(
        IAsyncStreamReader<StreamingOutputCallRequest> requestStream, IServerStreamWriter<StreamingOutputCallResponse> responseStream, ServerCallContext context) =>
        Duplex(requestStream, responseStream, context);
}
