using Summit.Kernel;
using Summit.Nations.Decisions.States;
using Summit.Nations.V1;
using Date = Google.Type.Date;
using Kind = Summit.Nations.V1.TimelineEntry.Types.Kind;
using Meeting = Summit.Nations.V1.Summit;
using Status = Summit.Nations.V1.Mandate.Types.Status;

namespace Summit.Nations.Timelines;

/// <summary>Converts resources to dated entries.</summary>
internal static class TimelineEntries
{
    public static TimelineEntry Of(Meeting summit) => new()
    {
        Date = summit.StartDate,
        Kind = Kind.Summit,
        Resource = summit.Name,
        Summary = $"{summit.DisplayName}{(summit.Place.Length > 0 ? $", {summit.Place}" : "")}.",
        Source = summit.Source,
    };

    public static TimelineEntry Of(Position position) => new()
    {
        Date = position.PositionDate,
        Kind = Kind.Position,
        Resource = position.Name,
        Nation = NationNames.NationOf(position.Name),
        Summary = $"{position.Actor} on {position.Issue}: {position.Stance}. {position.Summary}",
        Source = position.Source,
    };

    public static TimelineEntry Of(Poll poll) => new()
    {
        Date = poll.FieldEndDate,
        Kind = Kind.Poll,
        Resource = poll.Name,
        Nation = poll.Nation,
        Summary = $"{poll.Question}: {string.Join(", ", poll.Answers.Select(a => $"{a.Answer} {a.Percent} %"))}.",
        Source = poll.Source,
    };

    public static IEnumerable<TimelineEntry> Of(Decision decision) => decision.Transitions.Select(t => new TimelineEntry
    {
        Date = t.TransitionTime.Day().ToDate(),
        Kind = Kind.Transition,
        Resource = decision.Name,
        Summary = $"{decision.DisplayName}: {StateMachine.NameOf(t.FromState)} to {StateMachine.NameOf(t.ToState)} by {t.Actor}. {t.Statement}".TrimEnd(),
        Source = decision.Source,
    });

    public static IEnumerable<TimelineEntry> Of(Consent consent)
    {
        yield return Entry(consent, consent.ConsentDate, Kind.ConsentGiven, $"Consent as {consent.Role.ToString().ToUpperInvariant()} to {consent.Decision}. {consent.Statement}");
        if (consent.Withdrawn)
        {
            yield return Entry(consent, consent.WithdrawDate ?? consent.WithdrawTime.Day().ToDate(), Kind.ConsentWithdrawn, $"Consent to {consent.Decision} withdrawn. {consent.WithdrawStatement}");
        }
    }

    public static IEnumerable<TimelineEntry> Of(Mandate mandate) => mandate.ApprovalDate is null ? [] :
    [
        new()
        {
            Date = mandate.ApprovalDate,
            Kind = Kind.Mandate,
            Resource = mandate.Name,
            Nation = NationNames.NationOf(mandate.Name),
            Summary = $"{mandate.Authority} {(mandate.Status == Status.Refused ? "refused" : "approved")}.",
            Source = mandate.Source,
        },
    ];

    public static IEnumerable<TimelineEntry> Of(Nation nation) => nation.Memberships
        .SelectMany(m => new[] { (m.StartDate, $"Joined {m.Organisation}."), (m.EndDate, $"Left {m.Organisation}.") })
        .Where(m => m.Item1 is not null)
        .Select(m => new TimelineEntry { Date = m.Item1, Kind = Kind.Membership, Resource = nation.Name, Nation = nation.Name, Summary = m.Item2, Source = nation.Source });

    private static TimelineEntry Entry(Consent consent, Date date, Kind kind, string summary) => new()
    {
        Date = date,
        Kind = kind,
        Resource = consent.Name,
        Nation = NationNames.NationOf(consent.Name),
        Summary = summary.TrimEnd(),
        Source = consent.Source,
    };
}
