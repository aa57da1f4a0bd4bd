using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace Summit.Bench.Grpc;

/// <summary>
/// The floor: Kestrel endpoints written by hand that take the same request and answer the same bytes, with nothing of gRPC in between:
/// no context, no checks, no messages.
/// </summary>
internal static class Floor
{
    public const string Unary = "/floor/unary";
    public const string Stream = "/floor/stream";

    /// <summary>The response message to the benchmark's request, in its frame.</summary>
    private static readonly byte[] Answer = Frame(new EchoResponse { Body = ByteString.CopyFrom(new byte[GrpcBench.BodySize]) });

    public static byte[] Frame(IMessage message)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        return frame;
    }

    public static async Task AnswerUnary(HttpContext context)
    {
        await ReadAsync(context);
        context.Response.ContentType = "application/grpc";
        context.Response.BodyWriter.Write(Answer);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    public static async Task AnswerStream(HttpContext context)
    {
        await ReadAsync(context);
        context.Response.ContentType = "application/grpc";
        var body = context.Response.BodyWriter;
        for (var i = 0; i < GrpcBench.StreamLength; i++)
        {
            body.Write(Answer);
            await body.FlushAsync();
        }

        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static async ValueTask ReadAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync();
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }
}
