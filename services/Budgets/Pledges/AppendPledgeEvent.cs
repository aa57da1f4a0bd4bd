using Grpc.Core;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Pledges;

/// <summary>
/// Appends one event to the ladder of a pledge. It writes only the event, the pledge and the events that it affects, regardless of
/// the length of the ladder.
/// </summary>
internal sealed class AppendPledgeEvent(StoreReads reads, StoreWrites writes) : IRequestCheck<AppendPledgeEventRequest>
{
    public async ValueTask CheckAsync(AppendPledgeEventRequest request, ServerCallContext context, Violations found)
    {
        // The append itself reports a pledge that does not exist, and an id that already exists, because a repeated request_id
        // finds its own event.
        if (request.Event is not { } step || !Types.Pledges.IsName(request.Name))
        {
            return;
        }

        var snapshot = await reads.OpenAsync(context);
        if (await snapshot.FindAsync(Types.Pledges, request.Name, context.Caller().Visibility, context.CancellationToken) is not { } pledge)
        {
            return;
        }

        var earlier = new Dictionary<string, PledgeEvent>(StringComparer.Ordinal);
        foreach (var id in new[] { step.Supersedes, step.PartOf })
        {
            var name = PledgeLedger.EventName(pledge.Name, id);
            if (Types.PledgeEvents.IsName(name) && await snapshot.FindAsync(Types.PledgeEvents, name, Visibility.Everything, context.CancellationToken) is { } held)
            {
                earlier[id] = held;
            }
        }

        LadderChecks.CheckEvent(
            pledge, step, earlier.GetValueOrDefault, id => earlier.GetValueOrDefault(id)?.SupersededBy is { Length: > 0 } by && by != step.Id, "event", found);
    }

    public Task<Pledge> HandleAsync(AppendPledgeEventRequest request, ServerCallContext context) =>
        writes.CommitAsync(request, context, write => Run(request, write.Transaction, write.Caller.Visibility));

    /// <summary>Runs inside the transaction of the store, so that its writes are based on the data that it reads.</summary>
    public static Pledge Run(AppendPledgeEventRequest request, Transaction transaction, Visibility visibility)
    {
        var pledge = transaction.Get(Types.Pledges, request.Name, visibility);
        if (request.Etag.Length > 0 && request.Etag != pledge.Etag)
        {
            throw new StaleEtagException(pledge.Name, request.Etag, pledge.Etag);
        }

        // A pledge that was stored before events became separate rows still contains its events.
        if (pledge.Events.Count > 0)
        {
            PledgeLedger.Record(transaction, pledge);
        }

        var ledger = PledgeLedger.In(transaction, pledge);
        ledger.Append(request.Event);
        ledger.Save(transaction);
        return transaction.Update(Types.Pledges, pledge);
    }
}
