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
using Stage = Summit.Budgets.V1.PledgeEvent.Types.Stage;

namespace Summit.Budgets.Data.Ledgers;

/// <summary>Stores pledges as any resource, and those of a tracker by appending its newer states to the ladder that is held.</summary>
/// <param name="plain">How other pledges are stored.</param>
/// <param name="access">Who may write pledges.</param>
internal sealed class PledgeTarget(ImportTarget plain, ImportAccess access) : ImportTarget
{
    private const string Tracker = "/pledges/kiel-release-";

    public override ResourceType Type => Types.Pledges;

    public override async Task ReadOwnAsync(OwnRecords own, IEnumerable<ImportedRow> rows, StoreReads reads, ServerCallContext context)
    {
        await plain.ReadOwnAsync(own, rows, reads, context);
        if (access.IsReport(context.Caller()) && rows.Any(row => row is TrackerRow))
        {
            var snapshot = await reads.OpenAsync(context);
            var held = await snapshot.ListAllAsync(Types.Pledges, "", context.Caller().Visibility, context.CancellationToken);
            await own.ReadAsync(Types.Pledges, held.Select(pledge => pledge.Name).Where(name => name.Contains(Tracker, StringComparison.Ordinal)), reads, context);
        }
    }

    public override RowChange? Write(ImportWrite write, ImportedRow row, Violations found)
    {
        if (row is not TrackerRow || Held(write, row) is not { } held)
        {
            return plain.Write(write, row, found);
        }

        return Refusing(found, "pledge", () =>
        {
            var before = held.Clone();
            foreach (var stage in new[] { Stage.Committed, Stage.Allocated })
            {
                if (!Append(write, held, ((Pledge)row.Resource).Events.Where(e => e.Stage == stage), stage, found))
                {
                    return null;
                }
            }

            var after = write.Context.Transaction.Get(Types.Pledges, held.Name);
            return after.EventCount == before.EventCount ? null : Change(row, before, after);
        });
    }

    // A later release goes on with the ladder of the earlier one, so that no support counts twice.
    private static Pledge? Held(ImportWrite write, ImportedRow row)
    {
        var nation = NationNames.NationOf(row.Name);
        return write.Context.Transaction.List(Types.Pledges, nation, write.Context.Caller.Visibility).FirstOrDefault(pledge => pledge.Name.Contains(Tracker, StringComparison.Ordinal));
    }

    private bool Append(ImportWrite write, Pledge held, IEnumerable<PledgeEvent> states, Stage stage, Violations found)
    {
        var transaction = write.Context.Transaction;
        var last = transaction.List(Types.PledgeEvents, held.Name).Where(e => e.Stage == stage && e.SupersededBy.Length == 0).MaxBy(e => e.EventDate.TryDay());
        foreach (var state in states.Where(s => last is null || s.EventDate.TryDay() > last.EventDate.TryDay()).OrderBy(s => s.EventDate.TryDay()))
        {
            var current = transaction.Get(Types.Pledges, held.Name);
            if (!access.MayChange(write, current.Name, current, found))
            {
                return false;
            }

            var next = state.Clone();
            next.Supersedes = last?.Id ?? "";
            AppendPledgeEvent.Run(new AppendPledgeEventRequest { Name = held.Name, Event = next }, transaction, write.Context.Caller.Visibility);
            last = next;
        }

        return true;
    }

    private static RowChange Change(ImportedRow row, Pledge before, Pledge after) => new()
    {
        Kind = RowChange.Types.Kind.Updated,
        Name = after.Name,
        Sheet = row.Sheet,
        Row = row.Row,
        Fields =
        {
            new FieldChange { Field = "event_count", Held = $"{before.EventCount}", Next = $"{after.EventCount}" },
            new FieldChange { Field = "committed", Held = Text(before.Committed), Next = Text(after.Committed) },
            new FieldChange { Field = "allocated", Held = Text(before.Allocated), Next = Text(after.Allocated) },
        },
    };

    private static string Text(Google.Type.Money? money) => money is null ? "" : Amount.Text(money);
}
