using Grpc.Core;
using Summit.Changes.V1;

namespace Summit.Resilience.Tests;

/// <summary>The one question that every service answers and no cache does.</summary>
internal static class Probes
{
    private static readonly Marshaller<ProbeRevisionRequest> Request = Marshallers.Create(m => Google.Protobuf.MessageExtensions.ToByteArray(m), ProbeRevisionRequest.Parser.ParseFrom);
    private static readonly Marshaller<ProbeRevisionResponse> Answer = Marshallers.Create(m => Google.Protobuf.MessageExtensions.ToByteArray(m), ProbeRevisionResponse.Parser.ParseFrom);

    public static async Task AskAsync(CallInvoker invoker, string package, CallOptions options)
    {
        var method = new Method<ProbeRevisionRequest, ProbeRevisionResponse>(MethodType.Unary, $"{package}.ChangeService", "ProbeRevision", Request, Answer);
        await invoker.AsyncUnaryCall(method, null, options, new ProbeRevisionRequest());
    }
}
