using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Summit.Hosting.Lifecycle;

/// <summary>
/// Leaves it to the client to close an HTTP/2 connection that the host has ended. Kestrel closes it as soon as its last call
/// is answered. .NET's client then forgets the status of a call whose requests were still open: it has received that status,
/// but whoever waits for it has not read it yet, and sees the lost connection instead of the reason.
/// </summary>
internal static class LingeringClose
{
    // A client that was told to go does so once it has read its answers. One that does not is not waited for any longer.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Must stand after TLS, whose end a client cannot tell from the end of the connection.</summary>
    public static void UseLingeringClose(this ListenOptions listen, TimeProvider time) => listen.Use(next => connection => ServeAsync(next, connection, time));

    private static async Task ServeAsync(ConnectionDelegate next, ConnectionContext connection, TimeProvider time)
    {
        var transport = connection.Transport;
        var input = new KeptReader(transport.Input);
        connection.Transport = new KeptOpen(input, transport.Output);
        await next(connection);
        connection.Transport = transport;
        if (connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested.IsCancellationRequested == true)
        {
            await input.ReadToEndAsync(time);
        }
    }

    private sealed record KeptOpen(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>An input that can still be read after HTTP/2 is done with it. The connection completes it in the end.</summary>
    private sealed class KeptReader(PipeReader inner) : PipeReader
    {
        private bool _reading;

        /// <summary>Throws away what still comes, until the client closes or the time is up.</summary>
        public async Task ReadToEndAsync(TimeProvider time)
        {
            using var limit = new CancellationTokenSource(Longest, time);
            try
            {
                if (_reading)
                {
                    inner.AdvanceTo(default); // HTTP/2 stops in the middle of a read.
                }

                while (await inner.ReadAsync(limit.Token) is { IsCompleted: false } read)
                {
                    inner.AdvanceTo(read.Buffer.End);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
            {
                // It did not close in time, or the connection broke: there is nobody left to wait for.
            }
        }

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            _reading = true;
            return inner.ReadAsync(cancellationToken);
        }

        public override bool TryRead(out ReadResult result) => _reading = inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            _reading = false;
            inner.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
