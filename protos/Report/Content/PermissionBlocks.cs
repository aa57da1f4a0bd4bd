using Summit.Logistics.V1;
using Summit.Nations.V1;
using Summit.Report.Wording;

namespace Summit.Report.Content;

/// <summary>Who agrees to what, and which consents and approvals are missing.</summary>
internal static class PermissionBlocks
{
    public static IEnumerable<Block> Of(AssessDeploymentResponse answer, Names names)
    {
        yield return Sections.Of("Who still has to say yes", [answer.Permission?.State], () => Permission(answer, names));
        yield return Sections.Of("Which nations offer", [answer.Contributions?.State], () => Contributions(answer.Contributions!, names));
    }

    private static IEnumerable<Part> Permission(AssessDeploymentResponse answer, Names names)
    {
        var permission = answer.Permission!;
        yield return new Prose(
            $"{answer.Question.DecisionTitle}. The decision is {Words.Plain(permission.DecisionState)} and {(permission.Permitted ? "permitted" : "not permitted")} with the consents on record.");
        yield return new Tabular(
            ["Nation", "As", "Consent", "Why"],
            [.. permission.Consents.Select(c => (IReadOnlyList<string>)[names.Of(c.Nation), Words.Plain(c.Role), c.OnRecord ? "yes" : "missing", c.Detail])]);
        if (permission.Parliaments.Count > 0)
        {
            yield return new Tabular(
                ["Parliament", "Its part", "Approval"],
                [.. permission.Parliaments.Select(p => (IReadOnlyList<string>)[names.Of(p.Nation), Words.Plain(p.Approval), Approval(p)])]);
        }
    }

    private static string Approval(ParliamentStep step) =>
        step.Missing ? "needed, not on record"
        : step.ApprovalDate is not null ? Days.Text(step.ApprovalDate)
        : step.Approval == ParliamentRule.Types.Approval.InformBefore ? "not needed; must be informed before departure"
        : "not needed before departure";

    private static IEnumerable<Part> Contributions(ContributionSection section, Names names)
    {
        foreach (var group in section.Contributions.GroupBy(c => c.Group))
        {
            if (group.Key == Contribution.Types.Group.Silent)
            {
                yield return new Prose($"{Title(group.Key)}: {names.Of(group.Select(c => c.Nation))}.");
                continue;
            }

            yield return new Tabular(
                [Title(group.Key), "Offered", "Pool", "Without end", "What its government said"],
                [.. group.Select(c => (IReadOnlyList<string>)[names.Of(c.Nation), Offered(c), $"{c.PoolPersons:N0}", $"{c.SustainablePersons:N0}", $"{Days.Text(c.PositionDate)}: {c.Summary}{(c.NeedsUsaBackstop ? "; needs a US backstop" : "")}"])]);
        }
    }

    private static string Offered(Contribution c) =>
        c.OfferedPersons > 0 ? $"{c.OfferedPersons:N0}" : c.ReportedPersons is null ? "-" : $"reported {Texts.Range(c.ReportedPersons)}";

    private static string Title(Contribution.Types.Group group) => group switch
    {
        Contribution.Types.Group.Offers => "Offer",
        Contribution.Types.Group.WouldOfferIfApproved => "Would if approved",
        Contribution.Types.Group.Undecided => "Undecided",
        Contribution.Types.Group.Reluctant => "Reluctant",
        Contribution.Types.Group.Refuses => "Refuse",
        _ => "Silent (which is not consent)",
    };
}
