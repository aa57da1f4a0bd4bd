using Google.Protobuf;
using Grpc.Core;
using Summit.Data.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Import.Exporting;
using Summit.Kernel;
using Summit.Store;
using Summit.Tables.Files;

namespace Summit.Import;

/// <summary>Sends the resources of a type as a file, all read at one revision.</summary>
public sealed class ExportRows
{
    private const int PartBytes = 256 * 1024;
    private readonly ExportTypes _types;
    private readonly StoreReads _reads;

    internal ExportRows(ExportTypes types, StoreReads reads) => (_types, _reads) = (types, reads);

    /// <summary>Answers the call.</summary>
    public async Task HandleAsync(ExportRowsRequest request, IServerStreamWriter<ExportRowsResponse> responses, ServerCallContext context)
    {
        var format = request.Format == FileFormat.Unspecified ? FileFormat.Csv : request.Format;
        var found = new Violations();
        var type = _types.Find(request.Type);
        found.Require(type is not null, "type", $"\"{request.Type}\" is not a type of this service; it has {string.Join(", ", _types.Names)}");
        found.Require(MessageFile.Formats.Contains(format), "format", $"{format} is not a format that can be written; use {string.Join(", ", MessageFile.Formats)}");
        found.ThrowIfAny();

        var query = new ListQuery
        {
            Visibility = context.Caller().Visibility,
            Parent = request.Parent,
            Filter = KnowledgeFilter.Of(type!.Type, request.Filter, request.AsOf),
            OrderBy = request.OrderBy,
        };
        var snapshot = await _reads.OpenAsync(context, request);
        var rows = await type.ListAsync(snapshot, query, context.CancellationToken);
        using var file = new MemoryStream();
        MessageFile.Write(file, format, type.Type.Descriptor, rows);
        var bytes = UnsafeByteOperations.UnsafeWrap(file.GetBuffer().AsMemory(0, (int)file.Length));
        var first = new ExportRowsResponse
        {
            FileName = $"{type.Type.Pattern.Split('/')[^2]}.{MessageFile.Extension(format)}",
            MediaType = MessageFile.MediaType(format),
            Revision = snapshot.Revision.ToString(),
            RowCount = rows.Count,
        };
        for (var at = 0; at == 0 || at < bytes.Length; at += PartBytes)
        {
            var part = at == 0 ? first : new ExportRowsResponse();
            part.Data = UnsafeByteOperations.UnsafeWrap(bytes.Memory.Slice(at, Math.Min(PartBytes, bytes.Length - at)));
            await responses.WriteAsync(part, context.CancellationToken);
        }
    }
}
