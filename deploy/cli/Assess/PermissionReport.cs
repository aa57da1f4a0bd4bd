using Spectre.Console;
using Summit.Cli.Output;
using Summit.Logistics.V1;
using Summit.Nations.V1;

namespace Summit.Cli.Assess;

/// <summary>Who agrees to what, and who still has to say yes.</summary>
internal static class PermissionReport
{
    public static void Print(Report report, AssessDeploymentResponse answer)
    {
        if (report.Section("Who still has to say yes", answer.Permission?.State))
        {
            Consents(report, answer.Permission!);
        }

        if (report.Section("Which nations offer", answer.Contributions?.State))
        {
            Contributions(report, answer.Contributions!);
        }
    }

    private static void Consents(Report report, PermissionSection permission)
    {
        report.Line($"Decision: {Words.Of(permission.DecisionState)}; {(permission.Permitted ? "permitted" : "not permitted")} with the consents on record. No decisions about a nation without that nation.");
        var table = Report.Table("Needed consent", "As", "On record", "Why");
        foreach (var consent in permission.Consents)
        {
            table.AddRow(Markup.Escape($"{consent.DisplayName} ({consent.Nation[^3..]})"), Words.Of(consent.Role), consent.OnRecord ? "[green]yes[/]" : "[red]missing[/]", Markup.Escape(consent.Detail));
        }

        report.Write(table);
        if (permission.Parliaments.Count == 0)
        {
            return;
        }

        var parliaments = Report.Table("Parliament", "Its part", "Approval", "Legal basis and source");
        foreach (var step in permission.Parliaments)
        {
            parliaments.AddRow(
                Markup.Escape($"{step.DisplayName} ({step.Nation[^3..]})"),
                step.Approval == ParliamentRule.Types.Approval.Unspecified ? "not known" : Words.Of(step.Approval),
                step.Missing ? "[red]needed, not on record[/]" : step.ApprovalDate is null ? "not needed before departure" : Days.Text(step.ApprovalDate),
                Markup.Escape(string.Join("; ", new[] { step.LegalBasis, Report.Source(step.Source) }.Where(part => part.Length > 0))));
        }

        report.Write(parliaments);
    }

    private static void Contributions(Report report, ContributionSection section)
    {
        foreach (var group in section.Contributions.GroupBy(c => c.Group))
        {
            report.Line($"[bold]{Title(group.Key)}[/]");
            if (group.Key == Contribution.Types.Group.Silent)
            {
                report.Line($"  {string.Join(", ", group.Select(c => $"{c.DisplayName} ({c.Nation[^3..]})"))}");
                continue;
            }

            var table = Report.Table("Nation", "Pool", "Sustainable", "Position", "What its government said", "Source");
            foreach (var nation in group)
            {
                table.AddRow(
                    Markup.Escape($"{nation.DisplayName} ({nation.Nation[^3..]})"),
                    $"{nation.PoolPersons:N0}",
                    $"{nation.SustainablePersons:N0}",
                    $"{Days.Text(nation.PositionDate)}, {nation.PositionAgeDays} d",
                    Markup.Escape(nation.Summary + (nation.NeedsUsaBackstop ? " Needs a US backstop." : "")),
                    Markup.Escape(Report.Source(nation.Source)));
            }

            report.Write(table);
        }
    }

    private static string Title(Contribution.Types.Group group) => group switch
    {
        Contribution.Types.Group.Offers => "Offer",
        Contribution.Types.Group.WouldOfferIfApproved => "Would offer if approved or if their conditions are met",
        Contribution.Types.Group.Undecided => "Undecided",
        Contribution.Types.Group.Reluctant => "Reluctant",
        Contribution.Types.Group.Refuses => "Refuse",
        _ => "Silent (no position on record; silence is not consent)",
    };
}
