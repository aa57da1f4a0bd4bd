using Summit.Budgets.Facts;
using Summit.Budgets.Funds;
using Summit.Budgets.V1;
using Summit.Data.V1;
using Summit.Import.Rows;
using Summit.Import.Writing;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Data.Ledgers;

/// <summary>Appends events to the ledgers of funds. An event that is held is never changed.</summary>
internal sealed class FundEventTarget : ImportTarget
{
    private readonly ImportAccess _access = ImportAccess.Of(Types.FundEvents, reported: false, "Append");

    public override ResourceType Type => Types.FundEvents;

    public override RowChange? Write(ImportWrite write, ImportedRow row, Violations found) => Refusing(found, "event", () =>
    {
        var transaction = write.Context.Transaction;
        var entry = (FundEvent)row.Resource;
        if (transaction.Find(Types.FundEvents, row.Name) is { } held)
        {
            found.Require(Ledger.IsHeld(held, row), "", $"{row.Name} is held with other content; events are never changed, append another");
            return null;
        }

        if (!_access.MayWrite(write.Context.Caller, row.Name, found) || !Ledger.IsNamed(row, entry.Id, found) || !Holds(entry, found))
        {
            return null;
        }

        AppendFundEvent.Run(new AppendFundEventRequest { Name = string.Join('/', row.Name.Split('/').Take(2)), Event = entry }, transaction);
        return FieldChanges.Of(row, null, entry);
    });
}
