using System.Buffers;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.Protocol;

namespace Grpc.AspNetCore.Server.Internal;

/// <summary>Messages in. They are parsed where Kestrel put them; a length over the limit is refused before its bytes are.</summary>
internal sealed partial class HttpContextServerCallContext
{
    private ICompressionProvider? _requestCompression;

    /// <summary>Finds how requests are compressed.</summary>
    /// <exception cref="RpcException">In a way this service does not know.</exception>
    public void ReadRequestEncoding()
    {
        var header = HttpContext.Request.Headers.GrpcEncoding;
        if (header.Count == 0 || header[0] is not { } name || name == GrpcHeaders.Identity)
        {
            return;
        }

        if (!_options.Compression.TryGet(name, out var provider))
        {
            HttpContext.Response.Headers.GrpcAcceptEncoding = _options.Compression.AcceptEncoding;
            throw MessageFrame.Error(StatusCode.Unimplemented, $"Unsupported grpc-encoding value '{name}'. Supported encodings: {_options.Compression.AcceptEncoding}");
        }

        _requestCompression = provider;
    }

    /// <summary>Reads the one message of a request, and its end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T> ReadSingleAsync<T>(Func<DeserializationContext, T> deserializer)
        where T : class
    {
        var reader = HttpContext.Request.BodyReader;
        T? message = null;
        while (true)
        {
            var result = await reader.ReadAsync();
            var rest = result.Buffer;
            if (message is not null && !rest.IsEmpty)
            {
                throw MessageFrame.Error(StatusCode.Internal, "Additional data after the message received.");
            }

            if (message is null && MessageFrame.TryRead(ref rest, _options.MaxReceiveMessageSize, out var payload, out var compressed))
            {
                message = Deserialize(payload, compressed, deserializer);
                if (!rest.IsEmpty)
                {
                    throw MessageFrame.Error(StatusCode.Internal, "Additional data after the message received.");
                }
            }

            if (result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.End);
                return message ?? throw MessageFrame.Incomplete();
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    /// <summary>Reads the next message of a stream; null at its end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<T?> ReadNextAsync<T>(Func<DeserializationContext, T> deserializer, CancellationToken cancellationToken)
        where T : class
    {
        var reader = HttpContext.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var rest = result.Buffer;
            if (MessageFrame.TryRead(ref rest, _options.MaxReceiveMessageSize, out var payload, out var compressed))
            {
                var message = Deserialize(payload, compressed, deserializer);

                // What follows has not been looked at: the next read must find it at once.
                reader.AdvanceTo(rest.Start);
                return message;
            }

            if (result.IsCompleted)
            {
                if (!rest.IsEmpty)
                {
                    throw MessageFrame.Incomplete();
                }

                reader.AdvanceTo(rest.End);
                return null;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }
    }

    private T Deserialize<T>(in ReadOnlySequence<byte> payload, bool compressed, Func<DeserializationContext, T> deserializer)
    {
        try
        {
            return MessageFrame.Deserialize(payload, compressed, _requestCompression, _options.MaxReceiveMessageSize, deserializer);
        }
        catch (Exception exception) when (exception is not RpcException)
        {
            throw new RpcException(new Status(StatusCode.Internal, "The request message cannot be parsed.", exception));
        }
    }
}
