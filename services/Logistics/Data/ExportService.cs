using Grpc.Core;
using Summit.Data.V1;
using Summit.Import;

namespace Summit.Logistics.Data;

/// <summary>Writes resources of this area as files.</summary>
internal sealed class ExportService(ExportRows exportRows) : V1.ExportService.ExportServiceBase
{
    public override Task ExportRows(ExportRowsRequest request, IServerStreamWriter<ExportRowsResponse> responseStream, ServerCallContext context) =>
        exportRows.HandleAsync(request, responseStream, context);
}
