using Summit.Api.V1;
using Summit.Budgets.Amounts;
using Summit.Budgets.Reading;
using Summit.Budgets.V1;
using Summit.Hosting.Errors;
using Summit.Hosting.Resources;
using Summit.Store;

namespace Summit.Budgets.Pledges;

/// <summary>Appends one event to a pledge's ladder.</summary>
internal static class AppendPledgeEvent
{
    /// <summary>Runs inside the store's transaction: what it reads is what it writes on.</summary>
    public static Pledge Run(AppendPledgeEventRequest request, WriteContext write)
    {
        var pledge = write.Transaction.Get(BudgetResources.Pledges, request.Name, write.Caller.Visibility);
        if (request.Etag.Length > 0 && request.Etag != pledge.Etag)
        {
            throw new StaleEtagException(pledge.Name, request.Etag, pledge.Etag);
        }

        Append(pledge, request.Event);
        return write.Transaction.Update(BudgetResources.Pledges, pledge);
    }

    /// <summary>Appends an event, if the ladder allows it.</summary>
    /// <exception cref="InvalidFieldsException">The event is not valid on this ladder.</exception>
    /// <exception cref="PreconditionException">A step would be above the one before.</exception>
    public static void Append(Pledge pledge, PledgeEvent step)
    {
        var faults = new Faults();
        LadderChecks.CheckEvent(pledge, step, pledge.Events, "event", faults);
        faults.ThrowIfAny();
        if (LadderChecks.StagesAbove([.. pledge.Events, step]).FirstOrDefault() is { } above)
        {
            throw new PreconditionException(
                ErrorReason.StateForbids, pledge.Name, $"{pledge.Name}: {above}.", new Dictionary<string, string> { ["state"] = step.Stage.ToString() });
        }

        pledge.Events.Add(step);
        Ladder.SetTotals(pledge);
    }
}
