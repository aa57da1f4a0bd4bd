using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Summit.Gateway.Web;

/// <summary>
/// The body of a gRPC-Web call in its text form. When the text is not base64, the package's reader fails with what it has read not
/// given back, and Kestrel then ends the connection with an error in the log; this one gives it back.
/// </summary>
internal sealed class TextBody(PipeReader inner) : PipeReader, IRequestBodyPipeFeature
{
    private const string ContentType = "application/grpc-web-text";
    private ReadResult? _taken;

    /// <inheritdoc/>
    public PipeReader Reader => this;

    /// <summary>Answers a request, whatever it is.</summary>
    public static async Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            await next(http);
            return;
        }

        var body = new TextBody(http.Request.BodyReader);
        http.Features.Set<IRequestBodyPipeFeature>(body);
        await next(http);
        if (body._taken is { } taken)
        {
            body.AdvanceTo(taken.Buffer.End);
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => (_taken = await inner.ReadAsync(cancellationToken)).Value;

    /// <inheritdoc/>
    public override bool TryRead(out ReadResult result)
    {
        var read = inner.TryRead(out result);
        _taken = read ? result : null;
        return read;
    }

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    /// <inheritdoc/>
    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _taken = null;
        inner.AdvanceTo(consumed, examined);
    }

    /// <inheritdoc/>
    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <inheritdoc/>
    public override void Complete(Exception? exception = null) => inner.Complete(exception);
}
