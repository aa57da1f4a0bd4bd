using System.Text;
using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.Decisions.Tallying;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using Summit.Store;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Lifecycle;

/// <summary>
/// Transitions that depend on the tally and the consents, inside one transaction. Every transition to ADOPTED uses this class.
/// </summary>
internal static class DecisionStore
{
    public const string TimerActor = "timer";

    /// <summary>Key of the timer that closes the silence period or the vote of a decision.</summary>
    public static string TimerKey(string decision) => $"close/{decision}";

    /// <summary>Key of the timer that ends a decision after its last day.</summary>
    public static string EndKey(string decision) => $"end/{decision}";

    /// <summary>Returns whether the decision would be adopted now.</summary>
    /// <param name="transaction">The transaction. No other writer can change a vote or a consent before it is committed.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="at">Time of the tally, for consensus; null: after the end.</param>
    /// <param name="changing">A consent that this commit writes.</param>
    public static Adoption Weigh(Transaction transaction, Decision decision, DateTimeOffset? at = null, Consent? changing = null) => Adoption.Weigh(
        decision,
        transaction.List(Types.Votes, decision.Name),
        transaction.List(Types.Objections, decision.Name),
        [.. decision.AffectedNations.Select(a => a.Nation).Distinct().SelectMany(nation => transaction.List(Types.Consents, nation))
            .Where(c => c.Name != changing?.Name).Concat(changing is null ? [] : [changing])],
        at,
        transaction.Now.Day());

    /// <summary>Moves a decision to ADOPTED; a timer ends it after its last day.</summary>
    public static void Adopt(Transaction transaction, Decision decision, Adoption adoption, string actor, string statement)
    {
        StateMachine.Move(decision, State.Adopted, transaction.Now, actor, adoption.Tally, adoption.Given, statement);
        if (decision.EndDate is { } end)
        {
            transaction.Schedule(new StoreTimer(EndKey(decision.Name), Dates.EndOf(end.ToDateOnly()), EndTimer.Kind, Encoding.UTF8.GetBytes(decision.Name)));
        }
    }

    /// <summary>
    /// Closes a silence period or a vote that has ended. The decision is then adopted or rejected, or it lapses when the rule was
    /// met but a consent is missing. Does nothing when the period has not ended or there is none.
    /// </summary>
    /// <returns>Whether the state of the decision changed.</returns>
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
        var adoption = Weigh(transaction, decision);
        if (adoption.Tally.Outcome == Outcome.Adopted)
        {
            Adopt(transaction, decision, adoption, TimerActor, adoption.Tally.Why);
        }
        else
        {
            var target = adoption.Tally.Outcome == Outcome.Broken ? State.Broken : adoption.Tally.RuleMet ? State.Lapsed : State.Rejected;
            StateMachine.Move(decision, target, transaction.Now, TimerActor, adoption.Tally, statement: adoption.Tally.Why);
        }
        transaction.Put(Types.Decisions, decision);
        return true;
    }

    /// <summary>
    /// Suspends an adopted decision when one of its needed consents is missing. Runs in the commit that removed the consent.
    /// </summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="changed">The consent that this commit writes.</param>
    /// <param name="actor">The actor that writes it.</param>
    /// <param name="statement">The reason, as text.</param>
    public static void SuspendIfUncovered(Transaction transaction, Consent changed, string actor, string statement)
    {
        if (transaction.Find(Types.Decisions, changed.Decision) is { State: State.Adopted } decision
            && Weigh(transaction, decision, changing: changed).Missing.Count > 0)
        {
            StateMachine.Move(decision, State.Suspended, transaction.Now, actor, consents: [changed.Name], statement: statement);
            transaction.Put(Types.Decisions, decision);
        }
    }
}
