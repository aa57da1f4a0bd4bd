using Summit.Nations.Decisions.Tallying;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>Moves that rest on tally and consents, inside one transaction. Every way to ADOPTED leads through here.</summary>
internal static class DecisionStore
{
    public const string TimerActor = "timer";

    /// <summary>Key of the timer that closes a decision's silence or vote.</summary>
    public static string TimerKey(string decision) => $"close/{decision}";

    /// <summary>Tally and consents as they stand now.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="at">For consensus, instant of the tally; null: after the end.</param>
    public static (Tally Tally, ConsentState Consents) Weigh(Transaction transaction, Decision decision, DateTimeOffset? at = null)
    {
        var consents = ConsentState.Of(transaction, decision);
        var tally = StoredTally.Of(
            decision,
            transaction.List(Types.Votes, decision.Name),
            transaction.List(Types.Objections, decision.Name),
            at,
            consents.MissingNations);
        return (tally, consents);
    }

    /// <summary>
    /// Ends a silence or a vote whose time is over: adopted, rejected, or lapsed when the rule was met and a consent is missing.
    /// Nothing happens while it lasts or when there is none.
    /// </summary>
    /// <returns>Whether the decision moved.</returns>
    public static bool CloseIfDue(Transaction transaction, Decision decision)
    {
        var end = decision.State switch
        {
            State.UnderSilence => decision.SilenceEndTime,
            State.Voting => decision.VotingEndTime,
            _ => null,
        };
        if (end is null || transaction.Now < end.ToDateTimeOffset())
        {
            return false;
        }
        var (tally, consents) = Weigh(transaction, decision);
        var target = tally.Outcome switch
        {
            Outcome.Adopted => State.Adopted,
            Outcome.Broken => State.Broken,
            _ => tally.RuleMet ? State.Lapsed : State.Rejected,
        };
        StateMachine.Move(decision, target, transaction.Now, TimerActor, tally, target == State.Adopted ? consents.Given : [], tally.Why);
        transaction.Put(Types.Decisions, decision);
        return true;
    }

    /// <summary>Suspends an adopted decision whose needed consents are no longer complete; part of the commit that took one away.</summary>
    public static void SuspendIfUncovered(Transaction transaction, string decisionName, string consent, string actor, string statement)
    {
        if (transaction.Find(Types.Decisions, decisionName) is not { State: State.Adopted } decision)
        {
            return;
        }
        if (ConsentState.Of(transaction, decision).Missing.Count > 0)
        {
            StateMachine.Move(decision, State.Suspended, transaction.Now, actor, consents: [consent], statement: statement);
            transaction.Put(Types.Decisions, decision);
        }
    }
}

/// <summary>Closes a silence or a vote when its time is over.</summary>
internal sealed class CloseTimer : ITimerHandler
{
    public const string Kind = "decision.close";

    public void Fire(Transaction transaction, StoreTimer timer)
    {
        var name = System.Text.Encoding.UTF8.GetString(timer.Payload);
        if (transaction.Find(Types.Decisions, name) is { } decision)
        {
            DecisionStore.CloseIfDue(transaction, decision);
        }
    }
}
