using Grpc.Core;
using Summit.Api.V1;
using Summit.Budgets.Facts;
using Summit.Budgets.V1;
using Summit.Hosting.Calls;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Hosting.Validation;
using Summit.Kernel;
using Summit.Store;

namespace Summit.Budgets.Pledges;

/// <summary>Appends one event to a pledge's ladder.</summary>
internal sealed class AppendPledgeEvent(StoreReads reads, StoreWrites writes) : IRequestCheck<AppendPledgeEventRequest>
{
    public async ValueTask CheckAsync(AppendPledgeEventRequest request, ServerCallContext context, Violations found)
    {
        // A pledge that is not there, and an id that is, are for the append itself to report: a repeated request_id finds its own event.
        if (request.Event is not null && Types.Pledges.IsName(request.Name)
            && await (await reads.OpenAsync(context)).FindAsync(Types.Pledges, request.Name, context.Caller().Visibility, context.CancellationToken) is { } pledge)
        {
            LadderChecks.CheckEvent(pledge, request.Event, EarlierEvents.Of(pledge.Events.TakeWhile(step => step.Id != request.Event.Id)), "event", found);
        }
    }

    /// <summary>Runs inside the store's transaction: what it reads is what it writes on.</summary>
    public Task<Pledge> HandleAsync(AppendPledgeEventRequest request, ServerCallContext context) => writes.CommitAsync(request, context, write =>
    {
        var pledge = write.Transaction.Get(Types.Pledges, request.Name, write.Caller.Visibility);
        if (request.Etag.Length > 0 && request.Etag != pledge.Etag)
        {
            throw new StaleEtagException(pledge.Name, request.Etag, pledge.Etag);
        }

        Append(pledge, request.Event);
        return write.Transaction.Update(Types.Pledges, pledge);
    });

    /// <summary>Appends an event, if the ladder allows it.</summary>
    /// <exception cref="InvalidFieldsException">The event is not valid on this ladder.</exception>
    /// <exception cref="PreconditionException">A step would be above the one before.</exception>
    public static void Append(Pledge pledge, PledgeEvent step)
    {
        var violations = new Violations();
        LadderChecks.CheckEvent(pledge, step, EarlierEvents.Of(pledge.Events), "event", violations);
        violations.ThrowIfAny();
        if (LadderChecks.StagesAbove([.. pledge.Events, step], pledge.UnreportedStages).FirstOrDefault() is { } above)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids, pledge.Name, $"{pledge.Name}: {above}.", new Dictionary<string, string> { ["state"] = step.Stage.ToString() });
        }

        pledge.Events.Add(step);
        Ladder.SetTotals(pledge);
    }
}
