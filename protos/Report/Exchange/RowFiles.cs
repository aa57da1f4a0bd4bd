using Google.Protobuf;
using Grpc.Core;
using Summit.Client;
using Summit.Data.V1;
using Summit.Policy;

namespace Summit.Report.Exchange;

/// <summary>Files of rows that go to a service and come from it.</summary>
internal static class RowFiles
{
    private const int PartBytes = 256 * 1024;
    private const string Scenarios = "summit.logistics.v1";

    /// <summary>The area that takes a file: scenarios are kept where they are assessed, whatever the rows are.</summary>
    /// <param name="package">Package of the area of the rows.</param>
    /// <param name="first">What the file is.</param>
    public static string AreaOf(string package, ImportRowsRequest first) => first.Scenario.Length > 0 ? Scenarios : package;

    /// <summary>Sends a file to an area's import.</summary>
    /// <param name="channels">Channels to the services.</param>
    /// <param name="package">Package of the area of the rows.</param>
    /// <param name="first">What the file is: the first message, without bytes.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="options">Token, deadline and cancellation.</param>
    public static async Task<(ImportRowsResponse Response, Metadata Headers)> ImportAsync(SummitChannels channels, string package, ImportRowsRequest first, ReadOnlyMemory<byte> bytes, CallOptions options)
    {
        var area = AreaOf(package, first);
        var method = AnyMethod.Of(MethodCatalog.Get($"/{area}.ImportService/ImportRows"));
        using var call = channels.InvokerOf(area).AsyncClientStreamingCall(method, null, options);
        await SendAsync(call.RequestStream, first, bytes, options.CancellationToken);
        var response = (ImportRowsResponse)await call.ResponseAsync;
        return (response, await call.ResponseHeadersAsync);
    }

    /// <summary>Reads the rows of a type as a file.</summary>
    /// <param name="channels">Channels to the services.</param>
    /// <param name="package">Package of the area.</param>
    /// <param name="request">Which rows, in which format.</param>
    /// <param name="into">Where the bytes of the file go.</param>
    /// <param name="options">Token, deadline and cancellation.</param>
    public static async Task ExportAsync(SummitChannels channels, string package, ExportRowsRequest request, Stream into, CallOptions options)
    {
        var method = AnyMethod.Of(MethodCatalog.Get($"/{package}.ExportService/ExportRows"));
        using var call = channels.InvokerOf(package).AsyncServerStreamingCall(method, null, options, request);
        while (await call.ResponseStream.MoveNext(options.CancellationToken))
        {
            ((ExportRowsResponse)call.ResponseStream.Current).Data.WriteTo(into);
        }
    }

    private static async Task SendAsync(IClientStreamWriter<IMessage> stream, ImportRowsRequest first, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            for (var at = 0; at == 0 || at < bytes.Length; at += PartBytes)
            {
                var part = at == 0 ? first : new ImportRowsRequest();
                part.Data = UnsafeByteOperations.UnsafeWrap(bytes.Slice(at, Math.Min(PartBytes, bytes.Length - at)));
                await stream.WriteAsync(part, cancellationToken);
            }

            await stream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // The call ended before the file did; its answer says why.
        }
    }
}
