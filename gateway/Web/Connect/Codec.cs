using System.Text;
using Google.Protobuf;
using Summit.Gateway.Edge;
using Summit.Policy;
using Summit.Policy.Json;

namespace Summit.Gateway.Web.Connect;

/// <summary>How a caller writes its messages. All that is known of their types is in the compiled descriptors.</summary>
internal abstract class Codec
{
    private static readonly Codec Proto = new ProtoCodec();
    private static readonly Codec Json = new JsonCodec();

    /// <summary>Name in content types and in <c>encoding=</c>: <c>proto</c> or <c>json</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Finds a codec by its name.</summary>
    /// <returns>Null when there is none.</returns>
    public static Codec? Find(string name) => name switch
    {
        "json" => Json,
        "proto" => Proto,
        _ => null,
    };

    /// <summary>Turns a request into what a gRPC client would send for it, frame included; equal messages get equal bytes.</summary>
    /// <exception cref="CallEndedException">It is no request of that method.</exception>
    public abstract byte[] ToFrame(RpcMethod method, ReadOnlySpan<byte> request);

    /// <summary>Turns an answer's protobuf bytes into what the caller reads.</summary>
    /// <exception cref="CallEndedException">The answer cannot be written so.</exception>
    public abstract ReadOnlyMemory<byte> FromProto(RpcMethod method, ReadOnlyMemory<byte> answer);

    private sealed class ProtoCodec : Codec
    {
        public override string Name => "proto";

        public override byte[] ToFrame(RpcMethod method, ReadOnlySpan<byte> request)
        {
            var framed = new byte[RequestMessage.FrameBytes + request.Length];
            request.CopyTo(framed.AsSpan(RequestMessage.FrameBytes));
            return RequestMessage.Frame(framed);
        }

        public override ReadOnlyMemory<byte> FromProto(RpcMethod method, ReadOnlyMemory<byte> answer) => answer;
    }

    private sealed class JsonCodec : Codec
    {
        private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithTypeRegistry(ContractFiles.Registry));

        public override string Name => "json";

        public override byte[] ToFrame(RpcMethod method, ReadOnlySpan<byte> request)
        {
            var (message, faults) = RequestJson.Parse(method.Descriptor.InputType, request);
            if (message is null)
            {
                throw new CallEndedException(GatewayErrors.MalformedJson(faults));
            }

            var framed = new byte[RequestMessage.FrameBytes + message.CalculateSize()];
            message.WriteTo(framed.AsSpan(RequestMessage.FrameBytes));
            return RequestMessage.Frame(framed);
        }

        public override ReadOnlyMemory<byte> FromProto(RpcMethod method, ReadOnlyMemory<byte> answer)
        {
            try
            {
                return Encoding.UTF8.GetBytes(Formatter.Format(method.Descriptor.OutputType.Parser.ParseFrom(answer.Span)));
            }
            catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException)
            {
                throw new CallEndedException(GatewayErrors.NotJson(method.Package, e.Message));
            }
        }
    }
}
