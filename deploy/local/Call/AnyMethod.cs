using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Summit.Local.Call;

/// <summary>Makes any method of the compiled contracts callable by its descriptor.</summary>
internal static class AnyMethod
{
    public static Method<IMessage, IMessage> Of(MethodDescriptor method) => new(
        Kind(method),
        method.Service.FullName,
        method.Name,
        Marshaller(method.InputType),
        Marshaller(method.OutputType));

    private static MethodType Kind(MethodDescriptor method) => (method.IsClientStreaming, method.IsServerStreaming) switch
    {
        (false, false) => MethodType.Unary,
        (true, false) => MethodType.ClientStreaming,
        (false, true) => MethodType.ServerStreaming,
        _ => MethodType.DuplexStreaming,
    };

    private static Marshaller<IMessage> Marshaller(MessageDescriptor type) =>
        Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => type.Parser.ParseFrom(bytes));
}
