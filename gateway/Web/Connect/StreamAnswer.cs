using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Summit.Gateway.Edge;
using Summit.Gateway.Web.Compression;
using RpcStatus = Google.Rpc.Status;

namespace Summit.Gateway.Web.Connect;

/// <summary>Passes a stream of answers on, each message turned as it comes, and ends it with the message that says how it went.</summary>
internal sealed class StreamAnswer(HttpResponse response, PipeWriter to, ConnectCall call, int limit) : GrpcAnswer(limit, call.Method.Package)
{
    private const byte Compressed = 1;
    private const string Encoding = "connect-content-encoding";

    /// <inheritdoc/>
    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        Start();
        var written = Written.WrittenSpan.ToArray();
        Written.ResetWrittenCount(); // What cannot be turned is not tried again.
        var rest = new ReadOnlySequence<byte>(written);
        while (Envelope.TryRead(ref rest, int.MaxValue, out var flags, out var message))
        {
            if (flags != 0)
            {
                throw new CallEndedException(GatewayErrors.ServiceUnavailable(call.Method.Package, "sent a compressed message that was not asked for"));
            }

            Write(0, call.Codec.FromProto(call.Method, message.ToArray()).Span);
        }

        Written.Write(rest.ToArray());
        return await to.FlushAsync(cancellationToken);
    }

    /// <summary>Writes what stands there still, and the last message.</summary>
    public async Task EndAsync(HttpContext http, RpcStatus status)
    {
        try
        {
            await FlushAsync();
        }
        catch (CallEndedException e)
        {
            status = e.Status.WithTraceOf(http);
        }

        var metadata = new ArrayBufferWriter<byte>();
        await using (var json = new Utf8JsonWriter(metadata))
        {
            json.WriteStartObject();
            if (status.Code != 0)
            {
                json.WritePropertyName("error");
                ConnectError.Write(json, status);
            }

            if (Trailers.Count > 0)
            {
                json.WriteStartObject("metadata");
                foreach (var (name, values) in Trailers)
                {
                    json.WriteStartArray(name);
                    foreach (var value in values)
                    {
                        json.WriteStringValue(value);
                    }

                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        Write(Envelope.EndOfStream, metadata.WrittenSpan);
        await to.FlushAsync();
    }

    private void Start()
    {
        if (!response.HasStarted)
        {
            response.ContentType = call.ContentType;
            if (call.AcceptsGzip)
            {
                response.Headers[Encoding] = Gzip.Name;
            }
        }
    }

    private void Write(byte flags, ReadOnlySpan<byte> message)
    {
        if (call.AcceptsGzip && message.Length >= Gzip.Worthwhile)
        {
            Envelope.Write(to, (byte)(flags | Compressed), Gzip.Compress(message));
        }
        else
        {
            Envelope.Write(to, flags, message);
        }
    }
}
