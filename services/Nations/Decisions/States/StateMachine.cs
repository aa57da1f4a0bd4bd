using Google.Protobuf.WellKnownTypes;
using Summit.Kernel;
using Summit.Nations.Resources;
using Summit.Nations.V1;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.States;

/// <summary>The lifecycle: the allowed transitions, who may request them, and how a transition is recorded.</summary>
internal static class StateMachine
{
    private static readonly Dictionary<State, State[]> OnRequest = new()
    {
        [State.Draft] = [State.Tabled],
        [State.Tabled] = [State.UnderSilence, State.Voting],
        [State.UnderSilence] = [State.Lapsed],
        [State.Voting] = [State.Adopted, State.Rejected, State.Lapsed],
        [State.Adopted] = [State.Repealed],
        [State.Suspended] = [State.Adopted, State.Repealed],
    };

    // Transitions that are not requested but follow from an event: an objection, the end of a silence period, of a vote or of the
    // decision, or the loss of a consent.
    private static readonly Dictionary<State, State[]> ByEvent = new()
    {
        [State.UnderSilence] = [State.Adopted, State.Broken, State.Lapsed],
        [State.Voting] = [State.Adopted, State.Rejected, State.Lapsed],
        [State.Adopted] = [State.Suspended, State.Lapsed],
        [State.Suspended] = [State.Lapsed],
    };

    /// <summary>Name of the state on the wire without its prefix, for example <c>UNDER_SILENCE</c>.</summary>
    public static string NameOf(State state) => state == State.UnderSilence ? "UNDER_SILENCE" : state.ToString().ToUpperInvariant();

    /// <summary>
    /// Returns the state at the end of a day. A future day has the current state, unless the decision ends before that day.
    /// </summary>
    public static State On(Decision decision, DateOnly day)
    {
        var moved = decision.Transitions.LastOrDefault(t => t.TransitionTime.Day() <= day);
        var state = moved?.ToState ?? State.Draft;
        return state is State.Adopted or State.Suspended && decision.EndDate.TryDay() < day ? State.Lapsed : state;
    }

    /// <summary>Refuses a transition that cannot be requested in this state.</summary>
    public static void RequireOnRequest(Decision decision, State target)
    {
        var allowed = OnRequest.GetValueOrDefault(decision.State, []);
        if (allowed.Contains(target))
        {
            return;
        }
        var (from, to) = (NameOf(decision.State), NameOf(target));
        var names = string.Join(", ", allowed.Select(NameOf));
        var byItself = ByEvent.GetValueOrDefault(decision.State, []).Contains(target) ? $" It becomes {to} by itself only." : "";
        throw Refusals.StateForbids(
            decision.Name, $"{decision.Name} is {from} and cannot be moved to {to}; it may be moved to: {(names.Length == 0 ? "no other state" : names)}.{byItself}", from, names);
    }

    /// <summary>Changes the state of a decision and records who changed it, when, under which rule and why.</summary>
    public static void Move(
        Decision decision, State target, DateTimeOffset now, string actor, Tally? tally = null, IEnumerable<string>? consents = null, string statement = "")
    {
        if (!OnRequest.GetValueOrDefault(decision.State, []).Concat(ByEvent.GetValueOrDefault(decision.State, [])).Contains(target))
        {
            throw new InvalidOperationException($"{decision.Name}: there is no move from {decision.State} to {target}.");
        }
        decision.Transitions.Add(new Transition
        {
            FromState = decision.State,
            ToState = target,
            TransitionTime = Timestamp.FromDateTimeOffset(now),
            Actor = actor,
            RuleName = decision.Rule.Name.Length > 0 ? decision.Rule.Name : tally?.Rule ?? NameOf(decision.Rule.Kind),
            RuleVersion = decision.Rule.Version.Length > 0 ? decision.Rule.Version : "1",
            Tally = tally,
            Consents = { (consents ?? []).Order(StringComparer.Ordinal) },
            Statement = statement,
        });
        decision.State = target;
    }

    private static string NameOf(DecisionRule.Types.Kind kind) => kind switch
    {
        DecisionRule.Types.Kind.QualifiedMajority => "Qualified majority",
        DecisionRule.Types.Kind.SimpleMajority => "Simple majority",
        DecisionRule.Types.Kind.Weighted => "Weighted vote",
        _ => kind.ToString(),
    };
}
