using System.Net;

namespace Summit.Gateway.Upstream;

/// <summary>A request of one message, already in memory. (A content of the framework's would be a copy more.)</summary>
internal sealed class MessageContent(byte[] framed) : HttpContent
{
    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(framed, cancellationToken).AsTask();

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        // Known, but not said: gRPC has no content-length, and some servers take one for a sign of another protocol.
        length = 0;
        return false;
    }
}
