using Grpc.Core;
using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Hosting.Calls;
using Summit.Import;
using Summit.Logistics.Data.Assumed;

namespace Summit.Logistics.Data;

/// <summary>Stores tables of this area; those of an analyst become assumptions of a scenario.</summary>
internal sealed class ImportService(ImportRows importRows, AssumeRows assumeRows) : V1.ImportService.ImportServiceBase
{
    public override Task<ImportRowsResponse> ImportRows(IAsyncStreamReader<ImportRowsRequest> requestStream, ServerCallContext context) =>
        context.Caller().Role == Role.Analyst ? assumeRows.HandleAsync(requestStream, context) : importRows.HandleAsync(requestStream, context);
}
