using Grpc.Core;
using Summit.Api.V1;
using Summit.Data.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Identity;
using Summit.Hosting.Resources;
using Summit.Import.Files;
using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;

namespace Summit.Import;

/// <summary>Reads a file that is streamed in, and stores its rows in one transaction, or lists its faults.</summary>
/// <param name="kinds">What can be imported, and how its rows are stored.</param>
/// <param name="reads">Reads of the store.</param>
/// <param name="writes">Writes to the store.</param>
/// <param name="intoScenario">Whether rows go into the scenario that the request names. Default: rows are stored for all.</param>
public sealed class ImportRows(ImportKinds kinds, StoreReads reads, StoreWrites writes, bool intoScenario = false)
{
    private const int MaxListed = 1_000;

    /// <summary>Answers the call.</summary>
    public async Task<ImportRowsResponse> HandleAsync(IAsyncStreamReader<ImportRowsRequest> requests, ServerCallContext context)
    {
        var request = await StreamedFile.ReadAsync(requests, context.CancellationToken);
        RequireScenario(request, context.Caller());
        kinds.Require(request.Kind, intoScenario);
        var response = new ImportRowsResponse();
        var read = Read(request, response);
        response.RowCount = read.Rows.Count;
        response.Recognised.AddRange(read.Recognised);
        response.LeftOut.AddRange(read.LeftOut);
        var rows = Ordered(read);
        var own = await OwnAsync(rows, context);
        try
        {
            return await writes.CommitAsync(request, context, write => Write(new ImportWrite(write, own, request.Scenario), request, response.Clone(), read, rows));
        }
        catch (RefusedException refused)
        {
            return refused.Response;
        }
    }

    private void RequireScenario(ImportRowsRequest request, Caller caller)
    {
        if (!intoScenario && request.Scenario.Length > 0)
        {
            throw new InvalidFieldsException("scenario", "is set; only an analyst imports into a scenario, and only at summit.logistics.v1.ImportService");
        }

        if (intoScenario && request.Scenario.Length == 0)
        {
            throw new AccessDeniedException(
                ErrorReason.RoleNotAllowed,
                "An analyst imports into a scenario of its own; send scenario. The secretariat imports for all, a delegation its own rows.",
                new Dictionary<string, string> { ["role"] = caller.RoleName, ["allowed"] = "secretariat, delegate" });
        }
    }

    private RowsRead Read(ImportRowsRequest request, ImportRowsResponse response)
    {
        var into = new RowsRead();
        try
        {
            var file = OpenedFile.Of(request);
            if (kinds.Choose(request.Kind, file, into) is { } layout)
            {
                response.Layout = layout.Name;
                layout.Read(file, into);
                if (into.Rows.Count == 0 && into.Faults.Count == 0)
                {
                    into.Fault($"The file has no row with figures. Expected is {layout.Description}.");
                }
            }
        }
        catch (UnreadableFileException e)
        {
            into.Add(e.Sheet, e.Row, e.Column, "", e.Message);
        }

        return into;
    }

    // Rows of a type that others refer to come first, in the order of the area's types.
    private List<ImportedRow> Ordered(RowsRead read) =>
        [.. kinds.Targets.SelectMany(target => target.Ordered(read.Rows.Where(row => row.Type == target.Type)))];

    private async Task<OwnRecords> OwnAsync(List<ImportedRow> rows, ServerCallContext context)
    {
        var own = new OwnRecords();
        foreach (var group in rows.GroupBy(row => row.Type))
        {
            await kinds.TargetOf(group.Key).ReadOwnAsync(own, group, reads, context);
        }

        return own;
    }

    private ImportRowsResponse Write(ImportWrite write, ImportRowsRequest request, ImportRowsResponse response, RowsRead read, List<ImportedRow> rows)
    {
        var faults = new RowsRead();
        faults.Faults.AddRange(read.Faults);
        // What the whole file lacks is said once and not again for each row.
        var unsourced = read.Faults.Exists(fault => fault.Row == 0);
        var first = new Dictionary<string, ImportedRow>(rows.Count, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!first.TryAdd(row.Name, row))
            {
                faults.Fault(row, "", $"{row.Name} is in row {first[row.Name].Row} too{(first[row.Name].Sheet == row.Sheet ? "" : $" of sheet {first[row.Name].Sheet}")}; keep one of them");
                continue;
            }

            var found = new Violations();
            var change = kinds.TargetOf(row.Type).Write(write, row, found);
            foreach (var violation in found.Found.Where(v => !unsourced || !IsOfSource(v.Field)))
            {
                faults.Fault(row, violation.Field, violation.Description);
            }

            if (!found.Any)
            {
                Count(response, change);
            }
        }

        response.FaultCount = faults.Faults.Count;
        if (faults.Faults.Count > 0)
        {
            response.Outcome = ImportRowsResponse.Types.Outcome.Refused;
            response.Faults.AddRange(faults.Faults.Select((fault, index) => (fault, index)).OrderBy(f => f.fault.Sheet == "" ? 0 : 1).ThenBy(f => f.fault.Sheet, StringComparer.Ordinal).ThenBy(f => f.fault.Row).ThenBy(f => f.index).Select(f => f.fault).Take(MaxListed));
            throw new RefusedException(response);
        }

        response.Outcome = request.ValidateOnly ? ImportRowsResponse.Types.Outcome.Validated : ImportRowsResponse.Types.Outcome.Applied;
        response.Revision = request.ValidateOnly || response.CreatedCount + response.UpdatedCount == 0 ? "" : write.Context.Transaction.Revision.ToString();
        return response;
    }

    private static bool IsOfSource(string field) => field is "edition" or "source" || field.StartsWith("source.", StringComparison.Ordinal);

    private static void Count(ImportRowsResponse response, RowChange? change)
    {
        switch (change?.Kind)
        {
            case null:
                response.UnchangedCount++;
                return;
            case RowChange.Types.Kind.Created:
                response.CreatedCount++;
                break;
            default:
                response.UpdatedCount++;
                break;
        }

        if (response.Changes.Count < MaxListed)
        {
            response.Changes.Add(change);
        }
    }

    /// <summary>Ends the transaction with nothing written.</summary>
    private sealed class RefusedException(ImportRowsResponse response) : Exception
    {
        public ImportRowsResponse Response { get; } = response;
    }
}
