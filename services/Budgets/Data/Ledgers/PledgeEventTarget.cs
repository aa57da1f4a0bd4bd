using Grpc.Core;
using Summit.Budgets.Facts;
using Summit.Budgets.Pledges;
using Summit.Budgets.V1;
using Summit.Data.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Data.Ledgers;

/// <summary>Appends events to the ladders of pledges. An event that is held is never changed.</summary>
internal sealed class PledgeEventTarget : ImportTarget
{
    private readonly ImportAccess _access = ImportAccess.Of(Types.PledgeEvents, reported: true, "Append");

    public override ResourceType Type => Types.PledgeEvents;

    public override IEnumerable<ImportedRow> Ordered(IEnumerable<ImportedRow> rows) => rows.OrderBy(row => ((PledgeEvent)row.Resource).Position);

    public override Task ReadOwnAsync(OwnRecords own, IEnumerable<ImportedRow> rows, StoreReads reads, ServerCallContext context) =>
        _access.IsReport(context.Caller()) ? own.ReadAsync(Types.Pledges, rows.Select(row => PledgeOf(row.Name)), reads, context) : Task.CompletedTask;

    public override RowChange? Write(ImportWrite write, ImportedRow row, Violations found) => Refusing(found, "event", () =>
    {
        var transaction = write.Context.Transaction;
        var step = (PledgeEvent)row.Resource;
        if (transaction.Find(Types.PledgeEvents, row.Name, write.Context.Caller.Visibility) is { } held)
        {
            found.Require(Ledger.IsHeld(held, row), "", $"{row.Name} is held with other content; events are never changed, append one that supersedes it");
            return null;
        }

        var pledge = transaction.Get(Types.Pledges, PledgeOf(row.Name), write.Context.Caller.Visibility);
        if (!_access.MayChange(write, pledge.Name, pledge, found) || !Ledger.IsNamed(row, step.Id, found) || !Holds(step, found))
        {
            return null;
        }

        AppendPledgeEvent.Run(new AppendPledgeEventRequest { Name = pledge.Name, Event = step }, transaction, write.Context.Caller.Visibility);
        return FieldChanges.Of(row, null, step);
    });

    private static string PledgeOf(string name) => string.Join('/', name.Split('/').Take(4));
}
