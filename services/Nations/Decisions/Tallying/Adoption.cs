using Summit.Kernel;
using Summit.Nations.ConsentRules;
using Summit.Nations.Decisions.States;
using Summit.Nations.V1;
using Outcome = Summit.Nations.V1.Tally.Types.Outcome;
using State = Summit.Nations.V1.Decision.Types.State;

namespace Summit.Nations.Decisions.Tallying;

/// <summary>
/// Whether a decision would be adopted, based on votes or silence, consents, end date and state. The read and the transition both
/// use this class.
/// </summary>
/// <param name="Tally">The rule applied, and the outcome with all conditions considered.</param>
/// <param name="Standings">The status of each needed consent.</param>
internal sealed record Adoption(Tally Tally, IReadOnlyList<Standing> Standings)
{
    /// <summary>Needed consents that are not given, with the reason; one entry for each nation and role.</summary>
    public IReadOnlyList<(string Nation, string Why)> Missing =>
        [.. Standings.Where(s => !s.IsGiven).Select(s => (s.Need.Nation, $"consent as {s.Need.Role.ToString().ToUpperInvariant()} to {s.Need.Decision.Name} is not in force: {s.WhyNot}"))];

    /// <summary>Names of the consents that the adoption depends on.</summary>
    public IEnumerable<string> Given => Standings.Where(s => s.IsGiven).Select(s => s.Latest!.Name).Distinct();

    /// <summary>Evaluates whether a decision would be adopted.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="votes">Its votes.</param>
    /// <param name="objections">Its objections.</param>
    /// <param name="onRecord">Consents.</param>
    /// <param name="at">Time of the tally, for consensus; null: after the end of the silence period.</param>
    /// <param name="day">Day for which consents, votes, objections and state are evaluated; null: use their recorded state.</param>
    public static Adoption Weigh(
        Decision decision, IEnumerable<Vote> votes, IEnumerable<Objection> objections, IReadOnlyCollection<Consent> onRecord, DateTimeOffset? at, DateOnly? day)
    {
        var standings = Standing.Of(ConsentNeed.Of(decision), onRecord, day);
        var (cast, raised) = (votes.Where(v => day is null || v.VoteTime.Day() <= day), objections.Where(o => day is null || o.ObjectionTime.Day() <= day));
        var tally = StoredTally.Of(decision, cast, raised, at, standings.Where(s => !s.IsGiven).Select(s => s.Need.Nation));
        if (tally.Outcome == Outcome.Adopted && WhyOver(decision, day) is { } over)
        {
            tally.Outcome = Outcome.NotAdopted;
            tally.BoundNations.Clear();
            tally.Why += $" Not adopted: {over}.";
        }
        return new Adoption(tally, standings);
    }

    private static string? WhyOver(Decision decision, DateOnly? day)
    {
        var state = day is { } known ? StateMachine.On(decision, known) : decision.State;
        return decision.EndDate.TryDay() < day ? $"its last day was {decision.EndDate.ToDateOnly():yyyy-MM-dd}"
            : state is not (State.UnderSilence or State.Voting or State.Suspended or State.Adopted) ? $"the decision is {StateMachine.NameOf(state)}"
            : null;
    }
}
