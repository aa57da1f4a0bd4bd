using Grpc.Core;

namespace Summit.Bench.Grpc;

/// <summary>The service under measurement: answers with the bytes it got, once or many times.</summary>
internal sealed class EchoCalls : EchoService.EchoServiceBase
{
    public override Task<EchoResponse> Echo(EchoRequest request, ServerCallContext context) => Task.FromResult(new EchoResponse { Body = request.Body });

    public override async Task EchoStream(EchoRequest request, IServerStreamWriter<EchoResponse> responseStream, ServerCallContext context)
    {
        var response = new EchoResponse { Body = request.Body };
        for (var i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(response);
        }
    }
}
