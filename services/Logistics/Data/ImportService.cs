using Grpc.Core;
using Summit.Data.V1;
using Summit.Import;

namespace Summit.Logistics.Data;

/// <summary>Stores tables of this area.</summary>
internal sealed class ImportService(ImportRows importRows) : V1.ImportService.ImportServiceBase
{
    public override Task<ImportRowsResponse> ImportRows(IAsyncStreamReader<ImportRowsRequest> requestStream, ServerCallContext context) =>
        importRows.HandleAsync(requestStream, context);
}
