using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Summit.Policy;

namespace Summit.Report.Exchange;

/// <summary>Calls any method of the compiled contracts by its descriptor.</summary>
internal static class AnyMethod
{
    public static Method<IMessage, IMessage> Of(RpcMethod method) =>
        new(method.Type, method.Service, method.Descriptor.Name, Marshaller(method.Descriptor.InputType), Marshaller(method.Descriptor.OutputType));

    private static Marshaller<IMessage> Marshaller(MessageDescriptor type) =>
        Marshallers.Create<IMessage>(message => message.ToByteArray(), bytes => type.Parser.ParseFrom(bytes));
}
