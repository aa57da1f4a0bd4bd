using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Protocol;

namespace Grpc.Net.Client.Calls;

/// <summary>Frames request messages the way their call is compressed.</summary>
internal static class RequestFrames
{
    private const int InitialSize = 256;

    /// <exception cref="RpcException">The message is too large, or its compression unknown.</exception>
    public static PooledBuffer Create<TRequest, TResponse>(
        GrpcChannel channel, in CallOptions call, Method<TRequest, TResponse> method, TRequest message, WriteOptions? options)
        where TRequest : class
        where TResponse : class
    {
        var buffer = new PooledBuffer(InitialSize);
        try
        {
            var compression = options is not null && (options.Flags & WriteFlags.NoCompress) != 0 ? null : FindCompression(channel, call);
            FrameSerializationContext.Serialize(
                message, method.RequestMarshaller.ContextualSerializer, buffer, channel.MaxSendMessageSize, compression, level: null);
            return buffer;
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private static ICompressionProvider? FindCompression(GrpcChannel channel, in CallOptions call)
    {
        if (call.Headers?.GetValue(GrpcHeaders.EncodingRequest) is not { } name || name == GrpcHeaders.Identity)
        {
            return null;
        }

        return channel.Compression.TryGet(name, out var provider)
            ? provider
            : throw MessageFrame.Error(StatusCode.Internal, $"Could not find compression provider for '{name}'.");
    }
}
